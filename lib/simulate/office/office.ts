import { Random, hash128 } from '../random';
import { COMPANY, DEPARTMENTS, GIVEN_NAMES, IT_DEPARTMENT, SURNAMES, type Department } from './names';

export interface Person { login: string; sid: string; department: Department }

type HostRole = 'desktop' | 'domain-controller' | 'file' | 'update' | 'print' | 'application' | 'scanner';

export interface Machine { name: string; fqdn: string; address: string; role: HostRole; owner?: Person }

export interface Office {
  desktops: readonly Machine[];
  servers: readonly Machine[];
  /** Staff of the information systems department; the first is on call. */
  staff: readonly Person[];
  /** The shared account for administration: member of Domain Admins. */
  administrator: Person;
}

const SERVERS: readonly [string, string, HostRole][] = [
  ['DC-01', '10.20.1.11', 'domain-controller'], ['DC-02', '10.20.1.12', 'domain-controller'], ['FS-01', '10.20.1.21', 'file'], ['FS-02', '10.20.1.22', 'file'],
  ['WSUS-01', '10.20.1.31', 'update'], ['PRINT-01', '10.20.1.41', 'print'], ['APP-01', '10.20.1.51', 'application'], ['SCAN-01', '10.20.1.91', 'scanner'],
];
const DESKTOPS_PER_SUBNET = 200;
const ADMIN_RID = 1106;
const FIRST_RID = 1201;

/** The office is a pure function of its size and the seed. */
export function buildOffice(endpoints: number, seed: number): Office {
  const random = new Random(seed, 'office');
  const itCount = Math.min(endpoints, Math.max(1, Math.round(endpoints * 0.03)));
  const logins = new Set<string>();
  const shift = random.int(0, SURNAMES.length - 1);
  const desktops = Array.from({ length: endpoints }, (_, index): Machine => {
    const department = index < itCount ? IT_DEPARTMENT : departmentBy(random);
    const owner: Person = { login: loginFor(index, shift, random, logins), sid: `${COMPANY.sid}-${FIRST_RID + index}`, department };
    return machine(`PC-${String(index + 1).padStart(4, '0')}`, desktopAddress(index), 'desktop', owner);
  });
  return {
    desktops,
    servers: SERVERS.map(([name, address, role]) => machine(name, address, role)),
    staff: desktops.slice(0, itCount).flatMap((desktop) => (desktop.owner === undefined ? [] : [desktop.owner])),
    administrator: { login: 'adm-it', sid: `${COMPANY.sid}-${ADMIN_RID}`, department: IT_DEPARTMENT },
  };
}

export function serverNamed(office: Office, name: string): Machine {
  const found = office.servers.find((server) => server.name === name);
  if (found === undefined) throw new RangeError(`no server ${name}`);
  return found;
}

/** A stable pseudo-random number in [0, 1) for a machine and a purpose. */
export function traitOf(machineName: string, purpose: string, seed: number): number {
  return hash128(`${purpose}|${machineName}`, seed)[0] / 4294967296;
}

function machine(name: string, address: string, role: HostRole, owner?: Person): Machine {
  return { name, fqdn: `${name}.${COMPANY.domain}`, address, role, ...(owner === undefined ? {} : { owner }) };
}

function desktopAddress(index: number): string {
  return `10.20.${10 + Math.floor(index / DESKTOPS_PER_SUBNET)}.${21 + (index % DESKTOPS_PER_SUBNET)}`;
}

function departmentBy(random: Random): Department {
  let left = random.next() * DEPARTMENTS.reduce((sum, department) => sum + department.weight, 0);
  for (const department of DEPARTMENTS) {
    left -= department.weight;
    if (left < 0) return department;
  }
  return DEPARTMENTS[0] ?? IT_DEPARTMENT;
}

/** The first of a surname has it as login; later ones add the given name, then a number. */
function loginFor(index: number, shift: number, random: Random, taken: Set<string>): string {
  const surname = SURNAMES[(index + shift) % SURNAMES.length] ?? 'tanaka';
  const candidates = [surname, `${surname}-${random.pick(GIVEN_NAMES)}`];
  const free = candidates.find((candidate) => !taken.has(candidate)) ?? `${candidates[1] ?? surname}${index}`;
  taken.add(free);
  return free;
}
