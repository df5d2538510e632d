import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { NoProjectYet } from '#components/access/entry/no-project-yet.tsx'
import { homeProject, lastProjectCookie } from '#lib/domain/access/last-project.ts'
import { paths } from '#lib/paths.ts'
import { prefetchMe } from '#lib/server/prefetch.ts'

/** Leads to the runs of the project one was in last, or of another that is open to whoever comes. */
export default async function HomePage() {
  const me = await prefetchMe()
  // The page of runs says what is wrong, and tries again.
  if (me === null) redirect(paths.runs('default'))
  const { projects, person } = me
  const last = (await cookies()).get(lastProjectCookie)?.value
  const open = homeProject(projects, last)
  if (open !== undefined) redirect(paths.runs(open.project))
  return <NoProjectYet email={person?.email ?? null} />
}
