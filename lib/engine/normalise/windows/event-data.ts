import { isDeeperThan } from '../../decode/json-scan';
import { isJsonObject, type JsonObject } from '../../decode/types';

const FIELDS_MAX = 200;
const EMBEDDED_DEPTH_MAX = 8;

/**
 * Event data as one flat object under Windows' names, from any of: an object of names; `Data` as a list of named elements, of plain values, or a single
 * value; JSON or XML in a string. An object of names is returned itself, not copied. Undefined when there is nothing.
 */
export function eventDataOf(value: unknown): JsonObject | undefined {
  if (typeof value === 'string') return fromText(value);
  if (Array.isArray(value)) return fromElements(value);
  if (!isJsonObject(value)) return undefined;
  if (value.Data === undefined) return fromUserData(value);
  const data = value.Data;
  if (Array.isArray(data)) return fromElements(data);
  if (isJsonObject(data)) return fromElements([data]);
  return value;
}

/** UserData wraps its fields in one element of the provider's own name. */
function fromUserData(value: JsonObject): JsonObject {
  const keys = Object.keys(value).filter((key) => key !== '#attributes' && key !== '@xmlns' && key !== '@Name');
  const inner = keys.length === 1 && keys[0] !== undefined ? value[keys[0]] : undefined;
  if (isJsonObject(inner)) return inner;
  return value;
}

/** Named elements become fields; values without a name stay together as `Data`, which is how rules ask for them. */
function fromElements(elements: readonly unknown[]): JsonObject {
  const fields: JsonObject = {};
  const unnamed: unknown[] = [];
  for (const element of elements.slice(0, FIELDS_MAX)) {
    const attributes = isJsonObject(element) && isJsonObject(element['#attributes']) ? element['#attributes'] : undefined;
    const name = isJsonObject(element) ? (element['@Name'] ?? element.Name ?? element.name ?? attributes?.Name) : undefined;
    if (isJsonObject(element) && typeof name === 'string') put(fields, name, element['#text'] ?? element.Content ?? element.content ?? element.Value ?? element.text ?? '');
    else if (isJsonObject(element)) unnamed.push(element['#text'] ?? element.Content ?? element.Value);
    else unnamed.push(element);
  }
  const said = unnamed.filter((item) => item !== undefined && item !== null && item !== '');
  if (said.length > 0 && fields.Data === undefined) fields.Data = said.length === 1 ? said[0] : said;
  return fields;
}

function fromText(value: string): JsonObject | undefined {
  const trimmed = value.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const parsed = parseEmbedded(trimmed);
    return parsed === undefined ? undefined : eventDataOf(parsed);
  }
  return trimmed.startsWith('<') ? fromXml(trimmed) : undefined;
}

function parseEmbedded(json: string): object | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // A string that only looks like JSON is a value like any other.
    return undefined;
  }
  return typeof value === 'object' && value !== null && !isDeeperThan(value, EMBEDDED_DEPTH_MAX) ? value : undefined;
}

const DATA_ELEMENT = /<(Data|Param)(?:\s+Name=(?:"([^"]*)"|'([^']*)'))?\s*(?:\/>|>([^<]*)<\/(?:Data|Param)>)/g;

function fromXml(xml: string): JsonObject {
  const fields: JsonObject = {};
  const unnamed: string[] = [];
  let count = 0;
  for (const match of xml.matchAll(DATA_ELEMENT)) {
    if (++count > FIELDS_MAX) break;
    // Parameters have no names; Windows itself numbers them where it names them.
    const name = match[2] ?? match[3] ?? (match[1] === 'Param' ? `param${count}` : undefined);
    const content = unescapeXml(match[4] ?? '');
    if (name === undefined) unnamed.push(content);
    else put(fields, unescapeXml(name), content);
  }
  if (unnamed.length > 0 && fields.Data === undefined) fields.Data = unnamed.length === 1 ? unnamed[0] : unnamed;
  return fields;
}

/** A field of this name would replace the object's prototype. */
function put(fields: JsonObject, name: string, value: unknown): void {
  if (name !== '__proto__') fields[name] = value;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(value: string): string {
  if (!value.includes('&')) return value;
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
