import type { Metadata } from 'next'
import { EntryFrame } from '#components/access/entry/entry-frame.tsx'
import { ToHome } from '#components/access/entry/to-home.tsx'

export const metadata: Metadata = { title: 'Not allowed' }

export default function ForbiddenPage() {
  return (
    <EntryFrame
      title="Your role does not allow this"
      lead="The page is for people with a larger role in its project. One of the project’s admins can give you one."
    >
      <ToHome />
    </EntryFrame>
  )
}
