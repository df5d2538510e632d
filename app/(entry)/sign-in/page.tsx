import type { Metadata } from 'next'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { SignInCard } from '#components/access/entry/sign-in-card.tsx'
import { SignInOff } from '#components/access/entry/sign-in-off.tsx'
import { readEnv } from '#lib/server/env.ts'

export const metadata: Metadata = { title: 'Sign in' }

const loadParams = createLoader({ next: parseAsString })

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (readEnv().TACHO_AUTH === 'off') return <SignInOff />
  const { next } = await loadParams(searchParams)
  return <SignInCard next={next} />
}
