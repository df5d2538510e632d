import { describe, expect, test } from 'vitest'
import { log, span } from '#lib/run/test-support.ts'
import { bucketRangeOf } from './bucket-range.ts'

const day = 86_400
const seconds = (value: number) => BigInt(value) * 1_000_000_000n
const noon = 1_800_000_000
const everywhere = { fromHour: 0, toHour: 2 ** 32 - 1 }

describe('bucketRangeOf', () => {
  test('is a day and an hour around the records', () => {
    const spans = [span({ id: 'a', startNs: seconds(noon) }), span({ id: 'a', startNs: seconds(noon + 60) })]
    const logs = [log({ logId: 'l', timeNs: seconds(noon + 90) })]
    expect(bucketRangeOf([{ sessions: [], spans, logs }])).toEqual({
      fromHour: noon - day - 3_600,
      toHour: noon + 90 + day,
    })
  })

  test.each([
    ['a session of a coding CLI', { sessions: ['s'], spans: [span({ id: 'a', startNs: seconds(noon) })], logs: [] }],
    ['a span without a time', { sessions: [], spans: [span({ id: 'a', startNs: 0n })], logs: [] }],
    [
      'a span beyond what a DateTime holds',
      { sessions: [], spans: [span({ id: 'a', startNs: 2n ** 63n - 1n })], logs: [] },
    ],
    ['no records', { sessions: [], spans: [], logs: [] }],
  ])('is everything for %s', (_, group) => {
    expect(bucketRangeOf([group])).toEqual(everywhere)
  })
})
