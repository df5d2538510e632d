import type { Metadata } from 'next'
import { SetUpContainer } from '#components/access/entry/set-up-container.tsx'

export const metadata: Metadata = { title: 'Set up' }

export default function SetUpPage() {
  return <SetUpContainer />
}
