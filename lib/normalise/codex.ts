import { codexKeys as keys } from '#lib/semconv/codex.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import { mapCodexLog } from './codex-log.ts'
import { mapCodexSpan } from './codex-span.ts'
import type { Dialect } from './dialect.ts'

/** The programs of the Codex repository by their service names; an application may be called codex-something. */
const services = /^codex(_[a-z_]+)?$|^codex-app-server$/
const modulePrefix = 'codex_'

/** OpenAI's Codex CLI: hundreds of internal spans, of which a handful are the agent. */
export const codex: Dialect = {
  name: 'codex',
  matchesSpan: ({ attributes, resource }) =>
    services.test(resource.text(otel.serviceName)) || attributes.text(keys.target).startsWith(modulePrefix),
  mapSpan: mapCodexSpan,
  matchesLog: ({ record, eventName, attributes, resource }) =>
    eventName.startsWith(keys.eventPrefix) ||
    attributes.text(keys.eventName).startsWith(keys.eventPrefix) ||
    services.test(resource.text(otel.serviceName)) ||
    record.scope.name.startsWith(modulePrefix),
  mapLog: mapCodexLog,
}
