import { geminiCliKeys as keys } from '#lib/semconv/gemini-cli.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import type { Dialect } from './dialect.ts'
import { mapGeminiCliLog } from './gemini-cli-log.ts'
import { mapGeminiCliSpan } from './gemini-cli-span.ts'

/** Google's Gemini CLI: no root span, every call a trace of its own, tokens in full only in log records. */
export const geminiCli: Dialect = {
  name: 'gemini-cli',
  matchesSpan: ({ record, resource }) =>
    record.scope.name === keys.name || resource.text(otel.serviceName) === keys.name,
  mapSpan: mapGeminiCliSpan,
  matchesLog: ({ record, eventName, attributes, resource }) =>
    record.scope.name === keys.name ||
    eventName.startsWith(keys.eventPrefix) ||
    attributes.text(keys.eventName).startsWith(keys.eventPrefix) ||
    resource.text(otel.serviceName) === keys.name,
  mapLog: mapGeminiCliLog,
}
