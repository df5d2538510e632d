import { NextResponse, type NextRequest } from 'next/server'
import { AppError } from '#lib/domain/errors.ts'
import { checkOrigin, originHeaders } from '#lib/server/check-origin.ts'
import { contentSecurityPolicy, newNonce, nonceHeader } from '#lib/server/content-security-policy.ts'
import { readEnv, type Env } from '#lib/server/env.ts'
import { overTls } from '#lib/server/over-tls.ts'
import { pathHeader } from '#lib/server/path-header.ts'

let env: Env | undefined

/**
 * A first look at where a request comes from, pages included, and what the answer's page may run. Routes check again:
 * this alone protects nothing.
 */
export function proxy(request: NextRequest): Response {
  env ??= readEnv()
  const response = answer(request, env)
  // Browsers take it over TLS only; this host alone, because what else the domain serves is not ours to say.
  if (overTls(env)) response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

function answer(request: NextRequest, rules: Env): Response {
  try {
    checkOrigin(originHeaders(request), rules)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return new Response(`${error.message}\n`, { status: 403, headers: refusalHeaders })
  }
  const nonce = newNonce()
  const isDevelopment = process.env.NODE_ENV === 'development'
  const policy = contentSecurityPolicy({ nonce, overTls: overTls(rules), isDevelopment })
  const headers = new Headers(request.headers)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  // Next takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  headers.set(nonceHeader, nonce)
  return NextResponse.next({ request: { headers }, headers: { 'content-security-policy': policy } })
}

const refusalHeaders = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }

// /health is asked by supervisors under any name and says nothing.
export const config = { matcher: '/((?!_next/static|_next/image|health$).*)' }
