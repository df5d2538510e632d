import Link from 'next/link'
import { buttonClasses } from '#components/ui/button.tsx'
import { paths } from '#lib/paths.ts'
import { EntryFrame } from './entry-frame.tsx'

/** Somebody who was a member and is not any more, or a key that opens no page. */
export function NoProjectYet({ email }: { email: string | null }) {
  return (
    <EntryFrame
      title="No project is open to you"
      lead="Ask an admin of a project for an invitation, and open its link here."
    >
      {email === null ? null : (
        <p className="flex flex-wrap items-center gap-x-2 border-t pt-3 text-ink-2">
          You are signed in as {email}.
          <Link href={paths.profile} className={buttonClasses({ variant: 'link', size: 'inline' })}>
            Profile
          </Link>
        </p>
      )}
    </EntryFrame>
  )
}
