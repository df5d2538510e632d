import { AppError } from '#lib/domain/errors.ts'

/** Names become file names and part of a statement. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/

/** `2026-11-21T13-40-05-123Z`: sorts by time, and every file system takes it. */
export function backupNameAt(now: Date): string {
  return now.toISOString().replaceAll(/[:.]/g, '-')
}

/**
 * The place of a backup as ClickHouse writes it. `template` is `File('{name}')`, `Disk('backups', '{name}')`,
 * `S3('https://…/{name}', 'key', 'secret')` or the like; the operator sets it, nobody else.
 */
export function backupTarget(template: string, name: string): string {
  if (!NAME.test(name))
    throw new AppError('bad_request', `"${name}" is no name of a backup: letters, digits, dots, hyphens, underscores`)
  return template.replaceAll('{name}', name)
}
