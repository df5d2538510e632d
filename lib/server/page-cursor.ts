import { z } from 'zod'
import type { PageCursor } from '#clickhouse/sql/run-sort.ts'
import { AppError } from '#lib/domain/errors.ts'

const CursorText = z.tuple([z.string(), z.string().regex(/^-?\d{1,25}(\.\d{1,12})?$/), z.string().max(1024)])

/** A cursor as it leaves the API: opaque, and bound to the list (`scope`) that gave it. */
export function encodeCursor(scope: string, { value, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([scope, value, id])).toString('base64url')
}

export function decodeCursor(scope: string, text: string): PageCursor {
  const parsed = CursorText.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (!parsed.success || parsed.data[0] !== scope) {
    throw new AppError('bad_request', 'The cursor belongs to another list or sort order. Start again without `cursor`.')
  }
  const [, value, id] = parsed.data
  return { value, id }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is one of many ways to be no cursor; the caller answers all of them alike.
    return null
  }
}
