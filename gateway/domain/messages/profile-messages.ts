import type { Messages } from './message.ts';

export const PROFILE_MESSAGES = {
  'profile.invalid': { en: '{faults} faults in device profiles', 'zh-CN': '设备档案中有 {faults} 处错误' },
  'profile.folder-unreadable': { en: 'The folder can’t be read: {why}', 'zh-CN': '无法读取该目录：{why}' },
  'profile.folder-unreadable.do': { en: 'Name a folder that exists and that this user may read.', 'zh-CN': '请指定存在且当前用户可读的目录。' },
  'profile.unreadable': { en: 'The file can’t be read: {why}', 'zh-CN': '无法读取该文件：{why}' },
  'profile.unreadable.do': { en: 'See that this user may read it.', 'zh-CN': '请确认当前用户可以读取它。' },
  'profile.too-long': { en: 'The file has {bytes} bytes; a profile has at most {most}.', 'zh-CN': '文件有 {bytes} 字节；设备档案最多 {most} 字节。' },
  'profile.too-long.do': { en: 'Take out what isn’t about this device.', 'zh-CN': '请删去与该设备无关的内容。' },
  'profile.too-many': { en: 'The folder holds {files} profiles; at most {most} are read.', 'zh-CN': '目录中有 {files} 个设备档案；最多读取 {most} 个。' },
  'profile.too-many.do': { en: 'Keep only the profiles that this site uses.', 'zh-CN': '请只保留本站点使用的设备档案。' },
  'profile.not-yaml': { en: 'This is no YAML: {why}', 'zh-CN': '这不是 YAML：{why}' },
  'profile.not-yaml.do': { en: 'Correct the line; indent with spaces, and put text with special characters in quotes.', 'zh-CN': '请改正该行；用空格缩进，含特殊字符的文字加引号。' },
  'profile.shape.do': { en: 'Correct it as docs/adding-a-device.md explains this key.', 'zh-CN': '请按 docs/adding-a-device.md 对该键的说明改正。' },
  'profile.unknown-key.do': { en: 'Take it out, or write it as docs/adding-a-device.md does.', 'zh-CN': '请删去，或按 docs/adding-a-device.md 的写法书写。' },
  'profile.unknown-key.mean': { en: 'Did you mean “{key}”?', 'zh-CN': '是否想写“{key}”？' },
  'profile.missing.do': { en: 'Add it; docs/adding-a-device.md explains every key.', 'zh-CN': '请补上；docs/adding-a-device.md 说明了每个键。' },
  'profile.name': { en: 'The file is named {file}, and its id is “{id}”.', 'zh-CN': '文件名为 {file}，而其 id 为“{id}”。' },
  'profile.name.do': { en: 'Name the file {id}.yaml, or change the id.', 'zh-CN': '请将文件命名为 {id}.yaml，或修改 id。' },
} as const satisfies Messages;
