import { describe, expect, it } from 'vitest';
import { FIELD_CATALOGUE, fieldByName, fieldOf } from '../../../lib/engine/activity/catalogue';

describe('the field catalogue', () => {
  it('names and columns are unique', () => {
    expect(new Set(FIELD_CATALOGUE.map((field) => field.name)).size).toBe(FIELD_CATALOGUE.length);
    expect(new Set(FIELD_CATALOGUE.map((field) => field.column)).size).toBe(FIELD_CATALOGUE.length);
  });

  it('a column is the property in snake case', () => {
    for (const { property, column } of FIELD_CATALOGUE) expect(column).toBe(property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  });

  it('fields are found by name and by property', () => {
    expect(fieldByName('process.command_line')).toEqual(fieldOf('processCommandLine'));
    expect(fieldByName('no.such.field')).toBeUndefined();
  });
});
