import { expect, it } from 'vitest'
import type { WhatIfGroup } from '#lib/domain/what-if.ts'
import { callsLeftOut, isOneKind, weaknessNotes } from './what-if-notes.ts'

const group: WhatIfGroup = {
  taskType: 'refund',
  kind: 'llm',
  provider: 'openai',
  model: 'gpt-5',
  calls: 3,
  costUsd: '0.300000000000',
  supposedUsd: '0.100000000000',
  weaknesses: ['other_tokenizer'],
}
const cached: WhatIfGroup = {
  ...group,
  taskType: null,
  calls: 1,
  supposedUsd: '0.200000000001',
  weaknesses: ['misses_are_written', 'other_tokenizer'],
}
const unpriced: WhatIfGroup = {
  ...group,
  model: 'own',
  calls: 7,
  costUsd: null,
  supposedUsd: null,
  weaknesses: ['no_price'],
}

it('says how much stands on each weakness, the most first', () => {
  expect(weaknessNotes({ groups: [group, unpriced, cached] })).toEqual([
    { weakness: 'other_tokenizer', calls: 4, supposedUsd: '0.300000000001' },
    { weakness: 'misses_are_written', calls: 1, supposedUsd: '0.200000000001' },
    { weakness: 'no_price', calls: 7, supposedUsd: null },
  ])
})

it('counts calls that are in no sum', () => {
  expect(callsLeftOut({ groups: [group, unpriced, cached] })).toBe(7)
})

it('knows a model that was called by spans of two kinds', () => {
  const groups = [group, { ...group, kind: 'embedding' as const }, cached]
  expect(groups.map((each) => isOneKind(each, { groups }))).toEqual([false, false, true])
})
