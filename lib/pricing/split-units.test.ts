import { assert, constant, nat, oneof, option, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { ExtraUnit, type ExtraUnits } from '#lib/domain/usage.ts'
import { chargedUnits, splitUnits, type WholeTokens } from './split-units.ts'

const whole: WholeTokens = { fresh: 700, cacheRead: 300, output: 100 }

test.each<[string, ExtraUnits, object]>([
  ['none', {}, { fresh: 700, cacheRead: 300, output: 100, unsplit: [], exceeds: false }],
  ['audio of which a part was cached', { inputAudioTokens: 400, cacheReadAudioTokens: 250 }, { fresh: 550, cacheRead: 50, exceeds: false, counts: { inputAudio: 150, cacheReadAudio: 250 } }],
  ['audio whose cached part is not told: fresh, as far as it goes', { inputAudioTokens: 400 }, { fresh: 300, cacheRead: 300, unsplit: ['inputAudio'], counts: { inputAudio: 400 } }],
  ['audio that cannot all be fresh', { inputAudioTokens: 900 }, { fresh: 0, cacheRead: 100, unsplit: ['inputAudio'], counts: { inputAudio: 700, cacheReadAudio: 200 } }],
  ['audio that is all there is', { inputAudioTokens: 1000 }, { fresh: 0, cacheRead: 0, unsplit: [], exceeds: false }],
  ['cached images alone', { cacheReadImageTokens: 120 }, { fresh: 700, cacheRead: 180, counts: { inputImage: 0, cacheReadImage: 120 } }],
  ['more than there is', { inputAudioTokens: 1200, outputAudioTokens: 80, outputImageTokens: 80 }, { fresh: 0, cacheRead: 0, output: 0, exceeds: true, counts: { outputAudio: 80, outputImage: 20 } }],
])('%s', (_name, units, expected) => expect(splitUnits(whole, units)).toMatchObject(expected)) // prettier-ignore

test('of an unknown output the told parts are known', () => {
  expect(splitUnits({ ...whole, output: null }, { outputAudioTokens: 40 })).toMatchObject({ output: 0, exceeds: false })
})

const count = oneof(constant(0), nat(1000), nat(2 ** 32))
const wholes = record({ fresh: count, cacheRead: count, output: option(count) })
const some = record(
  {
    inputAudioTokens: count,
    inputImageTokens: count,
    cacheReadAudioTokens: count,
    cacheReadImageTokens: count,
    inputVideoTokens: count,
    cacheReadVideoTokens: count,
    outputAudioTokens: count,
    outputImageTokens: count,
    outputVideoTokens: count,
    webSearches: count,
  },
  { requiredKeys: [] },
)

test('whatever is reported, no class is negative, none is lost and none is made up', () => {
  assert(
    property(wholes, some, (of, units) => {
      const { fresh, cacheRead, output, counts } = splitUnits(of, units)
      expect([fresh, cacheRead, output, ...Object.values(counts)].every((tokens) => tokens >= 0)).toBe(true)
      expect(fresh + counts.inputAudio + counts.inputImage + counts.inputVideo).toBe(of.fresh)
      expect(cacheRead + counts.cacheReadAudio + counts.cacheReadImage + counts.cacheReadVideo).toBe(of.cacheRead)
      if (of.output !== null)
        expect(output + counts.outputAudio + counts.outputImage + counts.outputVideo).toBe(of.output)
    }),
  )
})

test('charged units split as the calls did, one by one or added', () => {
  assert(
    property(wholes, some, wholes, some, (one, oneUnits, other, otherUnits) => {
      const [a, b] = [splitUnits(one, oneUnits), splitUnits(other, otherUnits)]
      const both = { fresh: one.fresh + other.fresh, cacheRead: one.cacheRead + other.cacheRead, output: (one.output ?? 0) + (other.output ?? 0) }
      if (one.output === null || other.output === null) return
      const sum = splitUnits(both, add(chargedUnits(one, oneUnits), chargedUnits(other, otherUnits)))
      for (const name of ['inputAudio', 'inputImage', 'inputVideo', 'cacheReadAudio', 'cacheReadImage', 'cacheReadVideo', 'outputAudio', 'outputImage', 'outputVideo'] as const) {
        expect(sum.counts[name]).toBe(a.counts[name] + b.counts[name])
      }
      expect(sum.unsplit).toEqual([])
    }),
  )
}) // prettier-ignore

function add(left: ExtraUnits, right: ExtraUnits): ExtraUnits {
  return Object.fromEntries(
    ExtraUnit.options.flatMap((unit) => {
      const known = [left[unit], right[unit]].filter((tokens) => tokens !== undefined)
      return known.length === 0 ? [] : [[unit, known.reduce((sum, tokens) => sum + tokens, 0)]]
    }),
  )
}
