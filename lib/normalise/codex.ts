import { codexKeys as keys } from '#lib/semconv/codex.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import { mapCodexLog } from './codex-log.ts'
import { mapCodexSpan } from './codex-span.ts'
import type { Dialect } from './dialect.ts'

const scopePrefix = 'codex'

/** OpenAI's Codex CLI: hundreds of internal spans, of which a handful are the agent. */
export const codex: Dialect = {
  name: 'codex',
  matchesSpan: ({ record, resource }) =>
    isCodexService(resource.text(otel.serviceName)) || /^codex(_exec|_cli_rs|_tui|_otel)\b/.test(record.scope.name),
  mapSpan: mapCodexSpan,
  matchesLog: ({ record, eventName, attributes, resource }) =>
    eventName.startsWith(keys.eventPrefix) ||
    attributes.text(keys.eventName).startsWith(keys.eventPrefix) ||
    isCodexService(resource.text(otel.serviceName)) ||
    record.scope.name.startsWith(`${scopePrefix}_otel`),
  mapLog: mapCodexLog,
}

/** codex_exec, codex_cli_rs, codex_vscode, codex-app-server ... */
function isCodexService(name: string): boolean {
  return (
    name === keys.servicePrefix ||
    name.startsWith(`${keys.servicePrefix}_`) ||
    name.startsWith(`${keys.servicePrefix}-`)
  )
}
