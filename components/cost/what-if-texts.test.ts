import { expect, it } from 'vitest'
import { assumptionOf, nothingAssumed, type Assumed } from './what-if-texts.ts'

it.each<[Partial<Assumed>, unknown]>([
  [{}, null],
  [{ taskType: 'refund' }, null],
  [{ cached: 'much' }, null],
  [{ cached: '120' }, null],
  [{ instead: 'openai/gpt-5-mini' }, { newProvider: 'openai', newModel: 'gpt-5-mini' }],
  [{ instead: 'bedrock/us/claude' }, { newProvider: 'bedrock', newModel: 'us/claude' }],
  [
    { batch: true, kind: 'embedding' },
    { batch: true, forKind: ['embedding'] },
  ],
  [{ instead: ' small ', taskType: 'refund', model: 'big' }, { newModel: 'small', forTaskType: ['refund'], forModel: ['big'] }], // prettier-ignore
  [
    { cached: '80', batch: true },
    { cacheHitPercent: 80, batch: true },
  ],
])('%j asks for %j', (given, asked) => expect(assumptionOf({ ...nothingAssumed, ...given })).toEqual(asked))
