import { TopBar } from '#components/layout/top-bar.tsx'
import { SessionNotFound } from '#components/session/session-states.tsx'

export default function NotFound() {
  return (
    <>
      <TopBar title="Session" />
      <SessionNotFound />
    </>
  )
}
