import { pino, type Logger } from 'pino'

export type Log = Logger

/** Values that must never be written, wherever a caller puts them. */
const secrets = [
  'authorization',
  'headers.authorization',
  'headers["x-api-key"]',
  'headers.cookie',
  'secret',
  '*.secret',
  'password',
  '*.password',
]

type LogOptions = { process: string; level: string }

/** One logger a process: JSON lines, or one readable line an entry when a person watches. */
export function createLog({ process: name, level }: LogOptions): Log {
  const options = { level, base: { process: name }, redact: { paths: secrets, censor: '[hidden]' } }
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: true }))
  return pino(options, { write: (line: string) => void process.stdout.write(`${readableLine(line)}\n`) })
}

/** `12:04:31 ingest warn  message key=value` from pino's JSON line. */
export function readableLine(line: string): string {
  const { time, level, process: name, msg, err, ...rest } = parseLine(line)
  const clock = new Date(Number(time)).toISOString().slice(11, 19)
  const label = (levelNames.get(Number(level)) ?? String(level)).padEnd(5)
  const fields = Object.entries(rest).map(([key, value]) => ` ${key}=${scalar(value)}`)
  return `${clock} ${scalar(name)} ${label} ${scalar(msg ?? '')}${fields.join('')}${errorText(err)}`
}

const levelNames = new Map(Object.entries(pino.levels.labels).map(([number, name]) => [Number(number), name]))

function parseLine(line: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(line)
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
}

/** Control characters would let logged text paint the terminal. */
function scalar(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(/\p{Cc}/gu, ' ')
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return ''
  return `\n${String(error.stack).replace(/[^\P{Cc}\n]/gu, ' ')}`
}
