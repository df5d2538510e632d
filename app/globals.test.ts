import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Rgb = [number, number, number]
type Theme = 'light' | 'dark'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

/** Opaque `light-dark(oklch(l c h), oklch(l c h))` tokens by name. */
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light: oklch(light), dark: oklch(dark) }],
  ),
)

const surfaces = ['canvas', 'surface', 'raised', 'sunken']
const named = (prefix: string) => [...tokens.keys()].filter((name) => name.startsWith(prefix))
const themes: Theme[] = ['light', 'dark']

describe.each(themes)('contrast in the %s theme', (theme) => {
  const texts = [
    'ink',
    'ink-2',
    'ink-3',
    'accent',
    'good',
    'warn',
    'bad',
    ...named('kind-').filter((name) => !isGrey(name)),
  ]
  it.each(texts)('%s is readable as text (4.5:1) on every surface', (name) => {
    expect(surfaces.filter((surface) => ratio(name, surface, theme) < 4.5)).toEqual([])
  })

  it.each(['good', 'warn', 'bad', 'accent'])('%s is readable on its own soft surface', (name) => {
    expect(ratio(name, `${name}-soft`, theme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['ink', 'ink-2'])('%s is readable on the selected row', (name) => {
    expect(ratio(name, 'accent-soft', theme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([...named('kind-'), ...named('series-')])('%s is visible as a mark (3:1)', (name) => {
    // Marks stand on panels and on the page.
    expect(['canvas', 'surface'].filter((surface) => ratio(name, surface, theme) < 3)).toEqual([])
  })
})

describe.each(themes)('series in the %s theme', (theme) => {
  const series = named('series-').filter((name) => name !== 'series-other')
  it.each([
    ['full colour', (rgb: Rgb) => rgb],
    [
      'protanopia',
      simulate([
        [0.152, 1.053, -0.205],
        [0.115, 0.786, 0.099],
        [-0.004, -0.048, 1.052],
      ]),
    ],
    [
      'deuteranopia',
      simulate([
        [0.367, 0.861, -0.228],
        [0.28, 0.673, 0.047],
        [-0.012, 0.043, 0.969],
      ]),
    ],
    [
      'tritanopia',
      simulate([
        [1.256, -0.077, -0.179],
        [-0.078, 0.931, 0.148],
        [0.005, 0.691, 0.304],
      ]),
    ],
  ])('are told apart with %s', (_, seen) => {
    const pairs = series.flatMap((a, index) => series.slice(index + 1).map((b) => [a, b] as const))
    const alike = pairs.filter(([a, b]) => distance(seen(colour(a, theme)), seen(colour(b, theme))) < 0.1)
    expect(alike).toEqual([])
  })
})

function isGrey(name: string): boolean {
  return ['kind-wait', 'kind-step', 'kind-plain'].includes(name)
}

function colour(name: string, theme: Theme): Rgb {
  const token = tokens.get(name)
  if (!token) throw new Error(`no token --color-${name}`)
  return token[theme]
}

/** WCAG 2 contrast ratio. */
function ratio(a: string, b: string, theme: Theme): number {
  const [low = 0, high = 0] = [a, b].map((name) => luminance(colour(name, theme))).sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Linear sRGB of `l c h` (https://bottosson.github.io/posts/oklab/), clipped to the gamut. */
function oklch(text: string): Rgb {
  const [l = 0, c = 0, h = 0] = text.trim().split(/\s+/).map(Number)
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ]
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB. */
function simulate(matrix: [Rgb, Rgb, Rgb]): (rgb: Rgb) => Rgb {
  const row = (weights: Rgb, [r, g, b]: Rgb) => Math.max(0, weights[0] * r + weights[1] * g + weights[2] * b)
  return (rgb) => [row(matrix[0], rgb), row(matrix[1], rgb), row(matrix[2], rgb)]
}

/** Euclidean distance in OKLab. */
function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
