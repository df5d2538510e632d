import { describe, expect, it } from 'vitest'
import { completionAt } from '#lib/domain/query/explain-query.ts'
import { valuesFilter } from './query-options.ts'

describe('the runs whose values are offered', () => {
  const offered = (text: string, caret = text.length) =>
    valuesFilter({ agent: ['planner'], q: 'ten' }, text, completionAt(text, caret))

  it('are not held to what was searched for while the field was still a word', () => {
    expect(offered('tenant:acm')).toEqual({ agent: ['planner'] })
  })

  it('are those of the words beside it, before and behind', () => {
    expect(offered('late invoice tenant:acm')).toEqual({ agent: ['planner'], q: 'late invoice' })
    expect(offered('-tenant:acm invoice', 11)).toEqual({ agent: ['planner'], q: 'invoice' })
  })
})
