import type { SpanFacts } from '#lib/domain/span.ts'

/** Whether a record of a model call shows an answer, a failure, or neither. */
export function callEvidence(facts: SpanFacts): 'answered' | 'failed' | 'none' {
  const answered = facts.hasAnswer || facts.requestedTools.length > 0 || (facts.usage?.outputTokens ?? 0) > 0
  if (answered) return 'answered'
  if (facts.status === 'error' || facts.finishReasons.includes('error')) return 'failed'
  const replied =
    facts.responseId !== '' ||
    facts.modelResponse !== '' ||
    facts.finishReasons.length > 0 ||
    facts.usage !== null ||
    facts.outputHash !== ''
  return replied ? 'answered' : 'none'
}
