import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import type { AssembledRun } from '#lib/run/types.ts'
import { detailOfLog, detailOfSpan } from '../runs/node-detail.ts'
import { loadPrompts, loadRawLogs, loadRawSpans, spanKey } from './load-records.ts'
import type { RunExportContext, LogPlace, SpanPlace } from './load-records.ts'

/** Reads rows of a run's tree with their payloads, many at a time. */
export class NodeDetails {
  private readonly context: RunExportContext
  private readonly logsOfSpan: AssembledRun['logsOfSpan']
  private readonly spans: Map<string, SpanPlace>
  private readonly logs: Map<string, LogPlace>

  constructor(context: RunExportContext, { logsOfSpan, records }: AssembledRun) {
    this.context = context
    this.logsOfSpan = logsOfSpan
    this.spans = new Map(records.spans.map((place) => [spanKey(place), place]))
    this.logs = new Map(records.logs.map((place) => [place.logId, place]))
  }

  /** Bytes of everything stored for a row. */
  bytesOf(node: SpanNode): number {
    const logs = this.logsOf(node).reduce((sum, { bytes }) => sum + bytes, 0)
    return logs + (this.spans.get(spanKey(node))?.bytes ?? 0)
  }

  async load(nodes: readonly SpanNode[]): Promise<SpanDetail[]> {
    const places = nodes.flatMap((node) => this.spanOf(node) ?? [])
    const [raws, prompts, logs] = await Promise.all([
      places.length === 0 ? [] : loadRawSpans(this.context, places),
      places.length === 0 ? new Map<string, never>() : loadPrompts(this.context, places),
      loadRawLogs(this.context, [...new Set(nodes.flatMap((node) => this.logsOf(node)))]),
    ])
    const rawOf = new Map(places.map((place, index) => [spanKey(place), raws[index]]))
    return nodes.flatMap((node) => {
      const ids = new Set(this.logsOf(node).map(({ logId }) => logId))
      const own = logs.filter(({ logId }) => ids.has(logId))
      const raw = node.source === 'span' ? rawOf.get(spanKey(node)) : undefined
      if (raw === undefined) return detailOfLog(node, own) ?? []
      return detailOfSpan({ node, raw, prompt: prompts.get(spanKey(node)), logs: own })
    })
  }

  private spanOf(node: SpanNode): SpanPlace | undefined {
    return node.source === 'span' ? this.spans.get(spanKey(node)) : undefined
  }

  private logsOf(node: SpanNode): LogPlace[] {
    const ids = new Set(this.logsOfSpan.get(node.spanId))
    if (node.source === 'log') ids.add(node.spanId)
    return [...ids].flatMap((logId) => this.logs.get(logId) ?? [])
  }
}
