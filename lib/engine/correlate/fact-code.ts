import { endpointAddressKey, factKey } from './facts';
import { packHash, packGuid, unpackGuid, unpackHash } from './pack-hex';
import type { Fact } from './types';

/** Numbers of the kinds as they are stored; never given to another kind. */
const KINDS = { process: 1, logon: 2, address: 3, file: 4, service: 5, connection: 6, match: 7 } as const satisfies Record<Fact['kind'], number>;

export const FACT_KIND = KINDS;

export interface PackedFact { kind: number; keyHash: bigint; data: string }

/** Parts the fields of a packed fact. No field holds it, nor the character before it, by which readers part facts. */
export const FACT_SEPARATOR = '\x1f';
const plainField = (text: string): string => text.replaceAll('\x1f', ' ').replaceAll('\x1e', ' ').replaceAll('\0', ' ');
/** In place of an image at the begin of its command line, without and with quotation marks. */
const IMAGE = '\x01';
const QUOTED_IMAGE = '\x02';

/** 64 bits of a lookup key, as the store's index holds them. Different keys may meet in one hash: readers compare the key itself. */
export function factKeyHash(key: string): bigint {
  let high = 0xdeadbeef, low = 0x41c6ce57;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
}

/** A fact as the store keeps it: fields in a fixed order, without what the kind, the time and the key say already. The endpoint comes first. */
export function packFact(fact: Fact): PackedFact {
  const fields = fieldsOf(fact).map((field) => (field === undefined ? '' : plainField(String(field))));
  let last = fields.length;
  while (last > 0 && fields[last - 1] === '') last--;
  return { kind: KINDS[fact.kind], keyHash: factKeyHash(fact.key), data: [plainField(fact.endpointKey), ...fields.slice(0, last)].join(FACT_SEPARATOR) };
}

function fieldsOf(fact: Fact): (string | number | undefined)[] {
  switch (fact.kind) {
    case 'process':
      return [
        packGuid(fact.processGuid), packGuid(fact.parentGuid), fact.processId, fact.parentId, fact.image, packCommand(fact.commandLine, fact.image), fact.parentImage,
        fact.accountName, fact.logonId, fact.integrity, packHash(fact.sha256),
      ];
    case 'logon':
      return [fact.logonId, fact.logonType, fact.accountName, fact.sourceAddress, fact.sourceHost];
    case 'address':
      return [fact.address, fact.endpointName, fact.key === fact.address ? undefined : 1];
    case 'file':
      return [fact.path, packGuid(fact.processGuid), fact.processImage, packHash(fact.sha256)];
    case 'service':
      return [fact.name, fact.command, fact.accountName, fact.logonId];
    case 'connection':
      return [packGuid(fact.processGuid), fact.image, fact.accountName, fact.destinationAddress, fact.destinationPort];
    case 'match':
      return [fact.key, fact.ruleId, fact.ordinal, ...Object.entries(fact.fields).flat()];
  }
}

/** What `packFact` made; undefined for a kind that this version does not know. */
export function unpackFact(kind: number, observedAt: number, data: string): Fact | undefined {
  const [endpointKey = '', ...fields] = data.split(FACT_SEPARATOR);
  const text = (at: number): string => fields[at] ?? '';
  const some = (at: number): string | undefined => (fields[at] === '' ? undefined : fields[at]);
  const number = (at: number): number | undefined => (some(at) === undefined ? undefined : Number(fields[at]));
  const fact = (key: string) => ({ endpointKey, observedAt, key });
  switch (kind) {
    case KINDS.process: {
      const processGuid = unpackGuid(text(0)) ?? '', processId = number(2), image = text(4);
      return {
        kind: 'process', ...fact(factKey(endpointKey, processGuid.startsWith('pid:') ? `pid:${processId}` : processGuid)), processGuid, parentGuid: unpackGuid(some(1)), processId,
        parentId: number(3), image, commandLine: unpackCommand(some(5), image), parentImage: some(6), accountName: some(7), logonId: some(8), integrity: some(9), sha256: unpackHash(some(10)),
      };
    }
    case KINDS.logon:
      return { kind: 'logon', ...fact(factKey(endpointKey, text(0))), logonId: text(0), logonType: number(1) ?? 0, accountName: some(2), sourceAddress: some(3), sourceHost: some(4) };
    case KINDS.address:
      return { kind: 'address', ...fact(text(2) === '' ? text(0) : endpointAddressKey(endpointKey)), address: text(0), endpointName: text(1) };
    case KINDS.file:
      return { kind: 'file', ...fact(factKey(endpointKey, text(0))), path: text(0), processGuid: unpackGuid(some(1)), processImage: some(2), sha256: unpackHash(some(3)) };
    case KINDS.service:
      return { kind: 'service', ...fact(factKey(endpointKey, text(0))), name: text(0), command: text(1), accountName: some(2), logonId: some(3) };
    case KINDS.connection:
      return { kind: 'connection', ...fact(factKey(endpointKey, text(3))), processGuid: unpackGuid(some(0)), image: some(1), accountName: some(2), destinationAddress: text(3), destinationPort: number(4) ?? 0 };
    case KINDS.match: {
      const pairs: Record<string, string> = {};
      for (let at = 3; at + 1 <= fields.length; at += 2) pairs[text(at)] = text(at + 1);
      return { kind: 'match', ...fact(text(0)), ruleId: text(1), ordinal: number(2) ?? 0, fields: pairs };
    }
    default:
      return undefined;
  }
}

/** The command line names its program as a rule, and the program is stored beside it. */
function packCommand(command: string | undefined, image: string): string | undefined {
  if (command === undefined || image === '') return command;
  if (command.startsWith(image)) return IMAGE + command.slice(image.length);
  return command.startsWith(`"${image}"`) ? QUOTED_IMAGE + command.slice(image.length + 2) : command;
}

function unpackCommand(packed: string | undefined, image: string): string | undefined {
  if (packed?.startsWith(IMAGE)) return image + packed.slice(1);
  return packed?.startsWith(QUOTED_IMAGE) ? `"${image}"${packed.slice(1)}` : packed;
}
