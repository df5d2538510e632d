import { NextResponse, type NextRequest } from 'next/server'
import { AppError } from '#lib/domain/errors.ts'
import { checkOrigin, originHeaders } from '#lib/server/check-origin.ts'
import { readEnv } from '#lib/server/env.ts'
import { pathHeader } from '#lib/server/path-header.ts'

/** A first look at where a request comes from, pages included. Routes check again: this alone protects nothing. */
export function proxy(request: NextRequest): Response {
  try {
    checkOrigin(originHeaders(request), readEnv())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return new Response(`${error.message}\n`, { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }
  const headers = new Headers(request.headers)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

// /health is asked by supervisors under any name and says nothing.
export const config = { matcher: '/((?!_next/static|_next/image|health$).*)' }
