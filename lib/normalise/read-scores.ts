import type { OtlpEvent } from '#lib/domain/otlp.ts'
import { genAi, genAiEvents } from '#lib/semconv/gen-ai.ts'
import { Attributes } from './attributes.ts'
import type { ScoreDraft, SpanInput } from './dialect.ts'
import { unflattenList } from './indexed-attributes.ts'
import { isRecord, type JsonRecord, recordOf, textAt } from './json.ts'
import { toFiniteNumber } from './attributes.ts'

const maxScores = 100
/** OpenInference: judgements attached to the span itself. */
const annotationLists = ['annotations', 'evaluations'] as const

/** Judgements that travel on a span: evaluation events and OpenInference annotations. */
export function readScores(input: SpanInput): ScoreDraft[] {
  const scores = input.record.span.events.flatMap(scoresOfEvent)
  for (const prefix of annotationLists) {
    for (const entry of unflattenList(input.attributes, prefix) ?? []) {
      const body = isRecord(entry) ? (recordOf(entry['annotation']) ?? recordOf(entry['evaluation'])) : null
      if (body) scores.push(scoreOfAnnotation(body))
    }
  }
  return scores.filter(({ name }) => name !== '').slice(0, maxScores)
}

/** A `gen_ai.evaluation.result`, from a span event or a log record. */
export function scoreOfEvaluation(attributes: Attributes): ScoreDraft {
  const source = attributes.text(genAi.evaluationSource).toLowerCase()
  return {
    responseId: attributes.text(genAi.responseId),
    session: attributes.text(genAi.conversationId),
    name: attributes.text(genAi.evaluationName),
    value: attributes.number(genAi.evaluationValue),
    label: attributes.text(genAi.evaluationLabel),
    explanation: attributes.text(genAi.evaluationExplanation),
    source: sourceOf(source),
  }
}

function scoresOfEvent(event: OtlpEvent): ScoreDraft[] {
  return event.name === genAiEvents.evaluationResult ? [scoreOfEvaluation(new Attributes(event.attributes))] : []
}

function scoreOfAnnotation(body: JsonRecord): ScoreDraft {
  return {
    responseId: '',
    session: '',
    name: textAt(body, 'name'),
    value: toFiniteNumber(body['score']),
    label: textAt(body, 'label'),
    explanation: textAt(body, 'explanation'),
    source: sourceOf(textAt(body, 'annotator_kind').toLowerCase()),
  }
}

function sourceOf(text: string): ScoreDraft['source'] {
  return text === 'human' || text === 'llm' || text === 'code' ? text : ''
}
