/** An element: text where it holds none but text, else its children by local name; several of one name are a list. */
export type XmlContent = string | { readonly [name: string]: XmlContent | readonly XmlContent[] };

/** No answer of these interfaces is deeper, or has more elements. */
const DEEPEST = 32;
const MOST_ELEMENTS = 20_000;

// Declaration, comments, CDATA, tags; whatever else begins with `<` (a DTD, an instruction) matches nothing, and is refused.
const TOKEN =
  /<\?xml [^<>?]{0,200}\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_\u4e00-\u9fff][\w.:\u4e00-\u9fff-]{0,127})((?:\s+[\w.:-]{1,128}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

const REFERENCES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  text: string;
  readonly children: Map<string, XmlContent[]>;
}

/**
 * Reads an XML document of a machine's answer: elements, text, CDATA, the five entities and character references. Attributes
 * are passed over, names lose their prefix. No DTD, no entities of its own, no instructions: undefined for those, and for
 * whatever isn't well formed.
 */
export const readXml = (text: string): { readonly name: string; readonly content: XmlContent } | undefined => {
  const root: Open = { name: '', text: '', children: new Map() };
  const open: Open[] = [root];
  TOKEN.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  for (let elements = 0; TOKEN.lastIndex < text.length; ) {
    const token = TOKEN.exec(text);
    const top = open.at(-1);
    if (token === null || top === undefined) return undefined;
    const [, data, end, name, , empty, characters] = token;
    if (data !== undefined) top.text += data;
    if (characters !== undefined) {
      const plain = unescaped(characters);
      if (plain === undefined) return undefined;
      top.text += plain;
    }
    if (name === undefined) continue;
    elements += 1;
    if (elements > MOST_ELEMENTS || open.length > DEEPEST) return undefined;
    if (end === '' && (open.length > 1 || root.children.size === 0)) open.push({ name, text: '', children: new Map() });
    else if (end === '' || top.name !== name || top === root) return undefined;
    if (end === '/' || empty === '/') close(open);
  }
  const [only] = [...root.children];
  const content = only?.[1][0];
  return open.length !== 1 || root.text.trim() !== '' || only === undefined || content === undefined
    ? undefined
    : { name: only[0], content };
};

const close = (open: Open[]): void => {
  const done = open.pop();
  const parent = open.at(-1);
  if (done === undefined || parent === undefined) return;
  const local = done.name.slice(done.name.lastIndexOf(':') + 1);
  const content: XmlContent =
    done.children.size === 0 ? done.text : Object.fromEntries([...done.children].map(([name, all]) => [name, alone(all)]));
  const alike = parent.children.get(local);
  if (alike === undefined) parent.children.set(local, [content]);
  else alike.push(content);
};

const alone = (all: readonly XmlContent[]): XmlContent | readonly XmlContent[] => {
  const [first] = all;
  return all.length === 1 && first !== undefined ? first : all;
};

/** Undefined where a reference is none of XML's own. */
const unescaped = (text: string): string | undefined => {
  let whole = true;
  const plain = text.replace(/&([^;&]{0,10});?/g, (reference, name: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    const point = code?.[1] === undefined ? Number(code?.[2]) : Number.parseInt(code[1], 16);
    const sign = REFERENCES[name] ?? (point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : undefined);
    if (sign === undefined || !reference.endsWith(';')) whole = false;
    return sign ?? '';
  });
  return whole ? plain : undefined;
};
