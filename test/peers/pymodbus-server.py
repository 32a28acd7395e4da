"""A Modbus server by pymodbus: `tcp PORT` or `rtu PATH BAUD`, then JSON of units: {"1": {"input": {"1": 65494}}}."""

import asyncio
import json
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


def block(registers):
    # An empty block is no block to pymodbus.
    return ModbusSparseDataBlock({int(address): value for address, value in registers.items()} or {65535: 0})


def slave(tables):
    kinds = {"input": "ir", "holding": "hr", "coil": "co", "discrete": "di"}
    blocks = {short: block(tables.get(table, {})) for table, short in kinds.items()}
    return ModbusSlaveContext(zero_mode=True, **blocks)


async def main():
    kind, place = sys.argv[1], sys.argv[2]
    units = json.loads(sys.argv[-1])
    context = ModbusServerContext(slaves={int(unit): slave(tables) for unit, tables in units.items()}, single=False)
    if kind == "tcp":
        server = await StartAsyncTcpServer(context=context, address=("127.0.0.1", int(place)), defer_start=True)
    else:
        port = {"framer": ModbusRtuFramer, "port": place, "baudrate": int(sys.argv[3])}
        server = await StartAsyncSerialServer(context=context, defer_start=True, **port)
        await server.start()
    # Who asks before is answered too late, and every later answer then goes to the question after its own.
    print("ready")
    await server.serve_forever()


asyncio.run(main())
