import { hash } from 'node:crypto'
import type { LogRecord } from '#lib/domain/otlp.ts'

/** Identity of a log record: 128 bits of the hash over record, resource and scope, hex. */
export function logId({ log, resource, scope }: LogRecord): string {
  return hash('sha256', JSON.stringify([log, resource, scope]), 'hex').slice(0, 32)
}
