import { MoreOutlined } from '@ant-design/icons'
import { Alert, Button, Dropdown, Segmented, Switch, Tooltip } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { problemWords } from '#web/client/problem.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { text as kit } from '#web/ui/text.ts'
import { UnsavedGuard } from '#web/ui/UnsavedGuard.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { getScreening, type Outcome, type Screening } from '../contract.ts'
import { text } from '../text.ts'
import { ClassTable } from './ClassTable.tsx'
import { KnownContext } from './ConditionEditor.tsx'
import { FunnelSheet } from './FunnelSheet.tsx'
import { type Chosen, RowsDrawer } from './RowsDrawer.tsx'
import { RuleTable } from './RuleTable.tsx'
import { RunsSheet } from './RunsSheet.tsx'
import { SpraySheet } from './SpraySheet.tsx'
import style from './screening.module.css'
import { useScreening } from './use-screening.ts'

type Work = ReturnType<typeof useScreening>
const nothingYet: Outcome = { total: 0, passed: 0, ungraded: 0, rules: [], classes: [], byScore: false }

const More = ({ work, screening }: { work: Work; screening: Screening }) => {
  const say = useWords()
  const confirm = useConfirm()
  const asked = (title: Words, body: Words, act: () => unknown) => async () => {
    if (await confirm({ title, body, action: title, danger: true })) await act()
  }
  const liftBody = {
    zh: text.liftBody.zh.replace('{n}', formatNumber(screening.excluded)),
    en: text.liftBody.en.replace('{n}', formatNumber(screening.excluded)),
  }
  const items = [
    {
      key: 'lift',
      label: say(text.lift),
      disabled: !screening.inForce,
      onClick: asked(text.lift, liftBody, work.lift),
    },
    {
      key: 'take',
      label: say(text.takeDefault),
      onClick: asked(text.takeDefault, text.takeDefaultBody, work.takeDefault),
    },
    ...(work.mayMakeDefault
      ? [
          {
            key: 'make',
            label: say(text.makeDefault),
            onClick: asked(text.makeDefault, text.makeDefaultBody, work.makeDefault),
          },
        ]
      : []),
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button size="small" icon={<MoreOutlined />} aria-label={say({ zh: '更多', en: 'More' })} />
    </Dropdown>
  )
}

const Buttons = ({ work, screening }: { work: Work; screening: Screening }) => {
  const say = useWords()
  const confirm = useConfirm()
  const apply = async () => {
    const { total = 0, passed = 0 } = work.outcome ?? {}
    const said = { taken: formatNumber(total - passed), passed: formatNumber(passed) }
    const body = { zh: fillIn(text.applyBody.zh, said), en: fillIn(text.applyBody.en, said) }
    if (!(await confirm({ title: text.applyTitle, body, action: text.apply }))) return
    if (work.isChanged) await work.save()
    await work.apply()
  }
  return (
    <>
      {work.isChanged && (
        <>
          <Button size="small" onClick={work.forget}>
            {say(text.discard)}
          </Button>
          <Button size="small" loading={work.busy} onClick={() => void work.save()}>
            {say(text.save)}
          </Button>
        </>
      )}
      <Button
        size="small"
        type="primary"
        loading={work.busy}
        disabled={screening.entries === 0}
        onClick={() => void apply().catch(() => {})}
      >
        {say(text.apply)}
      </Button>
      <More work={work} screening={screening} />
    </>
  )
}
const fillIn = (phrase: string, values: Record<string, string>): string =>
  phrase.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)

const Head = ({ work, screening }: { work: Work; screening: Screening }) => {
  const say = useWords()
  const { lastRun, inForce, excluded } = screening
  return (
    <div className={style.head}>
      <StateTag tone={inForce ? 'ok' : 'quiet'} text={inForce ? text.inForce : text.notInForce} />
      <small>
        {inForce && `${say(text.excludedNow)} ${formatNumber(excluded)} · `}
        {lastRun && (
          <>
            {say(text.lastRun)} <Moment at={lastRun.at} /> ·{' '}
          </>
        )}
        {say(work.isChanged ? text.unsaved : screening.isOwn ? text.ownRules : text.usesDefault)}
        {work.isCounting && ` · ${say(text.counting)}`}
      </small>
      {work.mayManage && (
        <>
          <Tooltip title={say(text.automaticHelp)}>
            <span>
              <Switch
                size="small"
                checked={work.draft.automatic}
                aria-label={say(text.automatic)}
                onChange={(automatic) => work.change({ automatic })}
              />{' '}
              {say(text.automatic)}
            </span>
          </Tooltip>
          <Buttons work={work} screening={screening} />
        </>
      )}
    </div>
  )
}

const parts = ['rules', 'classes', 'runs', 'spraying'] as const
type Part = (typeof parts)[number]

const Content = ({ campaignId, screening }: { campaignId: string; screening: Screening }) => {
  const say = useWords()
  const locale = useLocale()
  const work = useScreening(campaignId, screening)
  const rows = useDrawer<Chosen>()
  const [part, setPart] = useState<Part>('rules')
  const { draft, outcome } = work
  const named = (names: { nameZh: string; nameEn: string } | undefined) =>
    names ? (locale === 'zh' ? names.nameZh : names.nameEn) : ''
  const on = <T,>(change: (value: T) => void) => (work.mayManage ? change : undefined)
  const panels = {
    rules: (
      <RuleTable
        rules={draft.rules}
        outcome={outcome}
        onChange={on((rules) => work.change({ rules }))}
        onRows={(ruleId) => rows.show({ ruleId, title: named(draft.rules.find(({ id }) => id === ruleId)) })}
      />
    ),
    classes: (
      <ClassTable
        classes={draft.classes}
        outcome={outcome}
        onChange={on((classes) => work.change({ classes }))}
        onRows={(classCode) =>
          rows.show({ classCode, title: named(draft.classes.find(({ code }) => code === classCode)) })
        }
      />
    ),
    runs: <RunsSheet campaignId={campaignId} />,
    spraying: (
      <SpraySheet
        campaignId={campaignId}
        policy={draft.spraying}
        onChange={on((spraying) => work.change({ spraying }))}
      />
    ),
  }
  return (
    <KnownContext value={screening}>
      <UnsavedGuard unsaved={work.isChanged} />
      {work.problem && <Alert type="error" showIcon title={say(problemWords(work.problem))} />}
      <FunnelSheet
        outcome={outcome ?? nothingYet}
        counting={work.isCounting}
        extra={<Head work={work} screening={screening} />}
      />
      <Segmented
        aria-label={say(kit.view)}
        value={part}
        options={parts.map((value) => ({ value, label: say(text[value]) }))}
        onChange={(next) => setPart(next as Part)}
      />
      {panels[part]}
      <RowsDrawer campaignId={campaignId} open={rows.open} chosen={rows.shown} onClose={rows.close} />
    </KnownContext>
  )
}

/** How a campaign's list is screened in three levels and graded into classes, and what that comes to. */
export const CampaignScreening = ({ campaignId, hasList }: { campaignId: string; hasList: boolean }) => {
  const asked = useAsk(getScreening, { params: { campaignId } })
  if (!hasList)
    return (
      <Sheet>
        <Nothing words={text.noList} />
      </Sheet>
    )
  return (
    <Shown asked={asked} rows={8}>
      {(screening) => <Content campaignId={campaignId} screening={screening} />}
    </Shown>
  )
}
