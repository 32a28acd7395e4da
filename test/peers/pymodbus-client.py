"""A Modbus master by pymodbus: `tcp PORT` or `rtu PATH BAUD`, then JSON of reads [unit, table, address, count]; prints JSON."""

import json
import sys

from pymodbus.client import ModbusSerialClient, ModbusTcpClient
from pymodbus.transaction import ModbusRtuFramer


def connected():
    if sys.argv[1] == "tcp":
        return ModbusTcpClient("127.0.0.1", port=int(sys.argv[2]))
    return ModbusSerialClient(port=sys.argv[2], baudrate=int(sys.argv[3]), framer=ModbusRtuFramer, timeout=2)


def answer(client, unit, table, address, count):
    read = client.read_input_registers if table == "input" else client.read_holding_registers
    result = read(address, count, slave=unit)
    if hasattr(result, "registers"):
        return result.registers
    return getattr(result, "exception_code", None) or str(result)


client = connected()
client.connect()
print(json.dumps([answer(client, *read) for read in json.loads(sys.argv[-1])]))
client.close()
