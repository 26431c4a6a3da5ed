import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { signOut } from '#domains/access/contract.ts'
import { accessPages } from '#domains/access/web/pages.ts'
import { allocationPages } from '#domains/allocation/web/pages.ts'
import { boardPages } from '#domains/boards/web/pages.ts'
import { callPages } from '#domains/calls/web/pages.ts'
import { campaignPages } from '#domains/campaigns/web/pages.ts'
import { complaintPages } from '#domains/complaints/web/pages.ts'
import { compliancePages } from '#domains/compliance/web/pages.ts'
import { customerPages } from '#domains/customers/web/pages.ts'
import { deskPages } from '#domains/desk/web/pages.ts'
import { detectionPages } from '#domains/detection/web/pages.ts'
import { diagnosisPages } from '#domains/diagnosis/web/pages.ts'
import { floorPages } from '#domains/floor/web/pages.ts'
import { followupPages } from '#domains/followups/web/pages.ts'
import { ivrPages } from '#domains/ivr/web/pages.ts'
import { listsPages } from '#domains/lists/web/pages.ts'
import { metricsPages } from '#domains/metrics/web/pages.ts'
import { oversightPages } from '#domains/oversight/web/pages.ts'
import { peoplePages } from '#domains/people/web/pages.ts'
import { presencePages } from '#domains/presence/web/pages.ts'
import { recordingsPages } from '#domains/recordings/web/pages.ts'
import { reportPages } from '#domains/reports/web/pages.ts'
import { resultPages } from '#domains/results/web/pages.ts'
import { scoringPages } from '#domains/scoring/web/pages.ts'
import { supplyPages } from '#domains/supply/web/pages.ts'
import { telephonyPages } from '#domains/telephony/web/pages.ts'
import { workforcePages } from '#domains/workforce/web/pages.ts'
import { queryText } from './client/address.ts'
import { useMay, useMeOrNobody } from './client/session.tsx'
import { useDo } from './client/use-do.ts'
import { bookPages } from './desk/book-pages.ts'
import { callDeskPages } from './desk/call-pages.ts'
import { campaignDeskPages } from './desk/campaign-pages.ts'
import { complaintDeskPages } from './desk/complaint-pages.ts'
import { customerDeskPages } from './desk/customer-pages.ts'
import { Frame } from './frame/Frame.tsx'
import style from './frame/frame.module.css'
import { Notice } from './frame/Notice.tsx'
import { text } from './frame/text.ts'
import { homeOf } from './home.ts'
import { Crashed, GoTo, GoToSignIn, NotFound, pageRoute, passwordPath, signInPath } from './page-route.tsx'
import { SessionGate } from './session-gate.tsx'
import type { Page } from './ui/page.ts'
import { parseAddress } from './ui/search-values.ts'

/** Every page of the product. */
export const pages: readonly Page[] = [
  ...accessPages,
  ...peoplePages,
  ...listsPages,
  ...campaignDeskPages,
  ...campaignPages,
  ...metricsPages,
  ...floorPages,
  ...callPages,
  ...callDeskPages,
  ...recordingsPages,
  ...telephonyPages,
  ...ivrPages,
  ...deskPages,
  ...followupPages,
  ...compliancePages,
  ...presencePages,
  ...customerPages,
  ...customerDeskPages,
  ...scoringPages,
  ...supplyPages,
  ...complaintPages,
  ...complaintDeskPages,
  ...oversightPages,
  ...bookPages,
  ...allocationPages,
  ...boardPages,
  ...workforcePages,
  ...diagnosisPages,
  ...reportPages,
  ...resultPages,
  ...detectionPages,
  // new domains above this line
]

const Home = () => {
  const me = useMeOrNobody()
  const may = useMay()
  const first = homeOf(me?.roles ?? [], pages, may)
  if (!first) return <Notice title={text.nothingYet} help={text.notForYouHelp} />
  return <GoTo key={first} to={first} />
}

const InFrame = () => {
  const me = useMeOrNobody()
  const leave = useDo(signOut, { onDone: () => location.assign(signInPath) })
  if (!me) return <GoToSignIn />
  if (me.mustChangePassword) return <GoTo to={passwordPath} />
  return (
    <Frame pages={pages} onSignOut={() => leave.mutate()}>
      <Outlet />
    </Frame>
  )
}

const Bare = () => (
  <main className={style.bare}>
    <Outlet />
  </main>
)

const root = createRootRoute({
  component: () => (
    <SessionGate>
      <Outlet />
    </SessionGate>
  ),
})
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: InFrame })
const bare = createRoute({ getParentRoute: () => root, id: 'bare', component: Bare })

const routesIn = (parent: typeof framed | typeof bare, chosen: readonly Page[]) =>
  chosen.map((page) =>
    createRoute({
      getParentRoute: () => parent,
      path: page.path,
      component: pageRoute(page),
      errorComponent: Crashed,
    }),
  )
const isBare = ({ chrome }: Page): boolean => chrome === 'bare'
const home = createRoute({ getParentRoute: () => framed, path: '/', component: Home })
const anythingElse = createRoute({ getParentRoute: () => framed, path: '$', component: NotFound })

export const router = createRouter({
  routeTree: root.addChildren([
    framed.addChildren([
      home,
      anythingElse,
      ...routesIn(
        framed,
        pages.filter((page) => !isBare(page)),
      ),
    ]),
    bare.addChildren(routesIn(bare, pages.filter(isBare))),
  ]),
  parseSearch: (search) => parseAddress(search),
  stringifySearch: (search) => queryText(search as Record<string, unknown>),
  defaultErrorComponent: Crashed,
  defaultNotFoundComponent: NotFound,
})
