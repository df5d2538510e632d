'use client'

import { useEffect } from 'react'
import { lastProjectCookie } from '#lib/domain/access/last-project.ts'

const yearSeconds = 365 * 86_400

/** Keeps which project one was in, so that the way home leads back there: a cookie, because the server decides it. */
export function useLastProject(project: string): void {
  useEffect(() => writeLastProject(project, yearSeconds), [project])
}

/** In the browser. */
export function readLastProject(): string | undefined {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith(`${lastProjectCookie}=`))
  return cookie === undefined ? undefined : decodeURIComponent(cookie.slice(lastProjectCookie.length + 1))
}

/** For whoever signs out. */
export function forgetLastProject(): void {
  writeLastProject('', 0)
}

function writeLastProject(project: string, maxAge: number): void {
  // The Cookie Store API is missing where the page does not come over TLS.
  document.cookie = `${lastProjectCookie}=${encodeURIComponent(project)}; path=/; max-age=${maxAge}; samesite=lax`
}
