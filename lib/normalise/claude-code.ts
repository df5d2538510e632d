import { claudeCodeKeys as keys } from '#lib/semconv/claude-code.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import { mapClaudeCodeLog } from './claude-code-log.ts'
import { mapClaudeCodeSpan } from './claude-code-span.ts'
import type { Dialect } from './dialect.ts'

/** Claude Code and the Claude Agent SDK: bare attribute names, cached tokens outside of the input. */
export const claudeCode: Dialect = {
  name: 'claude-code',
  matchesSpan: ({ record }) => {
    const { scope, span } = record
    return scope.name.startsWith(keys.scopePrefix) || span.name.startsWith(keys.spanPrefix)
  },
  mapSpan: mapClaudeCodeSpan,
  matchesLog: ({ record, eventName, attributes, resource }) =>
    record.scope.name.startsWith(keys.scopePrefix) ||
    eventName.startsWith(keys.spanPrefix) ||
    attributes.text(keys.eventName).startsWith(keys.spanPrefix) ||
    resource.text(otel.serviceName) === keys.serviceName,
  mapLog: mapClaudeCodeLog,
}
