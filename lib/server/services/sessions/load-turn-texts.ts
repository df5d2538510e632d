import { spanPayloads, spokenSpans } from '#clickhouse/queries/spans/spoken-spans.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { Run } from '#lib/domain/run.ts'
import type { SessionTurn, TurnText } from '#lib/domain/session.ts'
import { answeredText, askedText } from '#lib/normalise/content-facts.ts'
import { decodeContent } from '#lib/normalise/index.ts'
import { headOf, preview } from '#lib/normalise/preview.ts'
import type { ServiceContext } from '../context.ts'
import { rawSpan } from '../runs/span-detail.ts'

/** Characters of one text: more is on the run's page. */
const maxLength = 20_000

type Spoken = Awaited<ReturnType<typeof spokenSpans>>[number]

/** What was asked and answered in runs: the texts that their previews are the heads of. */
export async function loadTurnTexts(ctx: ServiceContext, runs: readonly Run[]): Promise<SessionTurn[]> {
  if (runs.length === 0) return []
  const ref = RunRef.of(ctx.scope, runs)
  const range = rangeOf(runs)
  const spans = await spokenSpans(ctx.db, ref, {
    ...range,
    inputs: distinct(runs.map(({ inputPreview }) => inputPreview)),
    outputs: distinct(runs.map(({ outputPreview }) => outputPreview)),
  })
  const byTrace = Map.groupBy(spans, ({ trace_id }) => trace_id)
  const chosen = runs.map((run) => ({ run, ...speakersOf(run, byTrace) }))
  const spanIds = distinct(
    chosen.flatMap(({ asking, answering }) => [asking, answering].map((span) => span?.span_id ?? '')),
  )
  const payloads = spanIds.length === 0 ? [] : await spanPayloads(ctx.db, ref, { ...range, spanIds })
  const contents = new Map(payloads.map((row) => [keyOf(row), decodeContent(rawSpan(row.raw))]))
  const contentOf = (span: Spoken | undefined) => (span === undefined ? undefined : contents.get(keyOf(span)))
  return chosen.map(({ run, asking, answering }) => ({
    run,
    input: textOf(run.inputPreview, contentOf(asking), askedText),
    output: textOf(run.outputPreview, contentOf(answering), answeredText),
  }))
}

/** Of each run the smallest spans that say what its previews begin with. */
function speakersOf(run: Run, byTrace: ReadonlyMap<string, Spoken[]>) {
  const spans = run.traceIds.flatMap((traceId) => byTrace.get(traceId) ?? [])
  return {
    asking: spans.find((span) => span.input_preview === run.inputPreview && run.inputPreview !== ''),
    answering: spans.find((span) => span.output_preview === run.outputPreview && run.outputPreview !== ''),
  }
}

/** The whole text where it was found and does begin like the preview, else the preview. */
function textOf(head: string, content: SpanContent | undefined, read: (content: SpanContent) => string): TurnText {
  const text = content === undefined ? '' : read(content)
  if (text === '' || preview(text) !== head) return { text: head, isWhole: preview(`${head} …`) !== head }
  return { text: headOf(text, maxLength), isWhole: text.length <= maxLength }
}

function rangeOf(runs: readonly Run[]) {
  const starts = runs.map(({ startedAt }) => BigInt(startedAt))
  const ends = runs.map(({ endedAt }) => BigInt(endedAt))
  return {
    fromNs: starts.reduce((least, each) => (each < least ? each : least)).toString(),
    toNs: ends.reduce((most, each) => (each > most ? each : most)).toString(),
  }
}

function keyOf(span: { trace_id: string; span_id: string }): string {
  return `${span.trace_id} ${span.span_id}`
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '')
}
