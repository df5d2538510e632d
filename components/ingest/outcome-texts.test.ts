import { describe, expect, it } from 'vitest'
import { OutcomeReason } from '#lib/domain/ingest-outcome.ts'
import { reasonTexts } from './outcome-texts.ts'

describe('reasonTexts', () => {
  it.each(OutcomeReason.options.filter((reason) => reason !== 'stored'))(
    '%s names a way out in a sentence',
    (reason) => {
      const { title, wayOut } = reasonTexts[reason]
      expect(title).toMatch(/^[A-Z][^.]*$/)
      expect(wayOut).toMatch(/^[A-Z].+\.$/s)
    },
  )
})
