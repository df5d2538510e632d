import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { prefetched, prefetchMe } from '#lib/server/prefetch.ts'
import { ProfileClient } from './client.tsx'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  await prefetchMe()
  return (
    <HydrationBoundary state={prefetched()}>
      <ProfileClient />
    </HydrationBoundary>
  )
}
