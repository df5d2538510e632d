import type { Env } from './env.ts'

/** Whether people reach the UI over TLS: then cookies and browsers are held to it. */
export function overTls({ TACHO_PUBLIC_URL }: Pick<Env, 'TACHO_PUBLIC_URL'>): boolean {
  return TACHO_PUBLIC_URL !== undefined && new URL(TACHO_PUBLIC_URL).protocol === 'https:'
}
