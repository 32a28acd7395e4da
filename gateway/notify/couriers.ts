import type { NoticeWay } from '../domain/supervision-fact.ts';
import { type Courier, type CourierNeeds, createCourier } from './courier.ts';
import type { Way } from './notice.ts';

/** A courier for each way; one for those that share what brings them, as a modem that calls and writes. */
export const couriersOf = (
  ways: ReadonlyMap<NoticeWay, Way>,
  needs: Omit<CourierNeeds, 'way'>,
): ReadonlyMap<NoticeWay, Courier> => {
  const couriers = new Map([...new Set(ways.values())].map((way) => [way, createCourier({ ...needs, way })]));
  return new Map(
    [...ways].flatMap(([name, way]) => {
      const courier = couriers.get(way);
      return courier === undefined ? [] : [[name, courier]];
    }),
  );
};
