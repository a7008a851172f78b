import { parseCef, labelledExtension, type CefMessage } from '../decode/cef';
import { parseLeef } from '../decode/leef';

/** What CEF, TMEF and LEEF have in common: a vendor's event with named values. */
export interface VendorEvent {
  format: 'cef' | 'leef';
  vendor: string;
  product: string;
  /** Signature id of CEF, event name of LEEF. */
  eventId: string;
  name: string;
  severity: string;
  /** Values by key; custom ones also by their label. */
  fields: Record<string, string>;
}

/** The vendor's event in a line, with or without a syslog envelope around it. */
export function vendorEvent(line: string): VendorEvent | undefined {
  const leef = line.includes('LEEF:') ? parseLeef(line) : undefined;
  if (leef !== undefined) {
    const { vendor, product, eventId, attributes } = leef;
    return { format: 'leef', vendor, product, eventId, name: eventId, severity: attributes.sev ?? '', fields: attributes };
  }
  const cef: CefMessage | undefined = parseCef(line);
  if (cef === undefined) return undefined;
  return { format: 'cef', vendor: cef.vendor, product: cef.product, eventId: cef.eventClass, name: cef.name, severity: cef.severity, fields: labelledExtension(cef.extension) };
}

/** Whether a line may hold a vendor's event at all: asked of every line of text. */
export function mayHoldVendorEvent(line: string): boolean {
  return line.includes('|') && (line.includes('EF:') || line.includes('|Trend'));
}

/** The first of `keys` that says something. */
export function firstField(fields: Readonly<Record<string, string | undefined>>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields[key];
    if (value !== undefined && value !== '' && value !== '-' && value !== 'N/A') return value;
  }
  return undefined;
}
