import { describe, expect, test } from 'vitest';
import { stateLine } from '../../../gateway/console/state-lines.ts';

const shown = (reason: string) => stateLine({ on: 'line:kitchen', state: 'lost', reason }, undefined, 'Asia/Shanghai', 'zh-CN');

describe('why a line is lost', () => {
  test.each([
    ['the other side closed the connection', '对方断开了连接：是否已被其他程序占用？（the other side closed the connection）'],
    ['read ECONNRESET', '对方强行中断了连接（read ECONNRESET）'],
    ['the port did not open in time', '打开端口超时（the port did not open in time）'],
    ['/dev/ttyUSB0 is another device now', '该端口上换了另一个适配器（/dev/ttyUSB0 is another device now）'],
  ])('“%s” is said in the language of the screen, with its own text', (reason, words) => {
    expect(shown(reason)).toContain(words);
  });

  test('is shown as it is where no words are known for it', () => {
    expect(shown('something else')).toContain('— something else');
  });
});
