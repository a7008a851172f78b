export type Rgb = readonly [number, number, number];

/** oklch → linear sRGB, clipped to the gamut as a browser would. */
function oklchToLinear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast ratio of two linear colours. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Reads ramps and semantic tokens out of the stylesheet: token → colour, per theme. */
export function readTokens(css: string): { light: Map<string, Rgb>; dark: Map<string, Rgb> } {
  const ramps = new Map<string, Rgb>();
  for (const [, name = '', l = '', c = '', h = ''] of css.matchAll(/(--[a-z]+-\d+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) ramps.set(name, oklchToLinear(Number(l), Number(c), Number(h)));
  const light = new Map<string, Rgb>();
  const dark = new Map<string, Rgb>();
  for (const [, token = '', onLight = '', onDark = ''] of css.matchAll(/--color-([a-z-]+): light-dark\(var\((--[a-z]+-\d+)\), var\((--[a-z]+-\d+)\)\)/g)) {
    const [lightColour, darkColour] = [ramps.get(onLight), ramps.get(onDark)];
    if (lightColour === undefined || darkColour === undefined) throw new Error(`${token} names a step that no ramp has`);
    light.set(token, lightColour);
    dark.set(token, darkColour);
  }
  return { light, dark };
}
