import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ProjectId } from '#lib/domain/project.ts'

/** What a link says: which run of which project, until when (seconds since the epoch), and who signed it. */
export type ShareClaim = {
  project: string
  runId: string
  shareId: string
  expiresAt: number
  /** Of the project's signing secret. */
  secretVersion: number
}

/** A token's shape, for paths. */
export const ShareToken = z.string().regex(/^[A-Za-z0-9_-]{1,400}\.[A-Za-z0-9_-]{43}$/, 'the token of a shared link')

const ClaimText = z.tuple([
  z.literal(1),
  ProjectId,
  z.string().regex(/^[0-9a-f]{1,64}$/),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.number().int().positive(),
  z.number().int().positive(),
])

export function signShare(claim: ShareClaim, secret: string): string {
  const { project, runId, shareId, expiresAt, secretVersion } = claim
  const text = JSON.stringify([1, project, runId, shareId, expiresAt, secretVersion])
  const payload = Buffer.from(text).toString('base64url')
  return `${payload}.${signatureOf(payload, secret)}`
}

/** What a token claims. Nothing of it is true before `isSigned`. */
export function readShare(token: string): ShareClaim | null {
  const [payload = ''] = token.split('.')
  const parsed = ClaimText.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()))
  if (!parsed.success) return null
  const [, project, runId, shareId, expiresAt, secretVersion] = parsed.data
  return { project, runId, shareId, expiresAt, secretVersion }
}

/** Compares the text of signatures: several texts may stand for the same bytes, but only one is ours. */
export function isSigned(token: string, secret: string): boolean {
  const [payload = '', signature = ''] = token.split('.')
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(payload, secret))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function signatureOf(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(`tachograph share\n${payload}`).digest('base64url')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is one of many ways to be no token.
    return null
  }
}
