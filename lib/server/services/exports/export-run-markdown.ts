import type { Run, SpanDetail } from '#lib/domain/run.ts'
import { isTold } from '#lib/export/markdown-entry.ts'
import { recordBatches } from '#lib/export/record-batches.ts'
import { runMarkdown } from '#lib/export/run-markdown.ts'
import { assembleRun } from '../runs/assemble-run.ts'
import type { RunExportContext } from './load-records.ts'
import { NodeDetails } from './node-details.ts'

/** More rows would not fit into the text; nor would more bytes into memory. */
const maxEntries = 600
const maxBytes = 32 * 1024 * 1024

/** The run as text for pasting; what is left out of a long one is said in it. */
export async function* exportRunMarkdown(context: RunExportContext, run: Run): AsyncGenerator<string> {
  const assembled = await assembleRun({ ctx: context.ctx, run })
  const details = new NodeDetails(context, assembled)
  const told = assembled.nodes.filter(isTold)
  const entries: SpanDetail[] = []
  let bytes = 0
  for (const batch of recordBatches(told.slice(0, maxEntries), (node) => details.bytesOf(node))) {
    bytes += batch.reduce((sum, node) => sum + details.bytesOf(node), 0)
    if (bytes > maxBytes && entries.length > 0) break
    entries.push(...(await details.load(batch)))
  }
  yield runMarkdown({ run, loops: assembled.loops, entries, leftOut: told.length - entries.length })
}
