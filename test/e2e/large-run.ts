import type { SpanRecord } from '#lib/domain/otlp.ts'
import { agentSpan, llmSpan, newSpanId, toolSpan } from './agent-spans.ts'

const goal = 'Read every page of the archive'
/** What three of the tool calls ask for and no other says. */
export const needle = 'the page about the tachograph of lorry 7'

/** A lead, under it sub-agents, under each model calls and their tools. */
export function largeRun(traceId: string, spanCount: number): SpanRecord[] {
  const startMs = Date.now() - 3_600_000
  const spans: SpanRecord[] = []
  const root = newSpanId()
  const at = (parent: string, spanId: string, from: number, to: number) => ({
    traceId,
    parent,
    spanId,
    startMs: startMs + from,
    endMs: startMs + to,
  })
  const stepMs = 300
  const callsPerAgent = 24
  let ms = 0
  while (spans.length < spanCount - 1) {
    const agent = newSpanId()
    const agentStart = ms
    for (let call = 0; call < callsPerAgent && spans.length < spanCount - 3; call += 1) {
      const page = spans.length
      const isNeedle = page > spanCount * 0.7 && page < spanCount * 0.7 + 3
      const query = isNeedle ? needle : `page ${page}`
      const tool = { id: `call_${page}`, name: 'read_page', arguments: { query } }
      const llm = newSpanId()
      spans.push(llmSpan(at(agent, llm, ms, ms + 200), { question: goal, tool }))
      spans.push(toolSpan(at(agent, newSpanId(), ms + 210, ms + 290), { ...tool, result: `text of ${query}` }))
      ms += stepMs
    }
    const reader = { name: `reader ${spans.length}`, goal: 'Read these pages', answer: 'They are read.' }
    spans.push(agentSpan(at(root, agent, agentStart, ms), reader))
  }
  return [...spans, agentSpan(at('', root, 0, ms), { name: 'lead', goal, answer: 'All pages are read.' })]
}
