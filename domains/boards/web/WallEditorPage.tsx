import { DeleteOutlined, DesktopOutlined, PlusOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Button, Dropdown, Input, InputNumber, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { UnsavedGuard } from '#web/ui/UnsavedGuard.tsx'
import { changeWallboard, getWallboard, listWallboards, showWallboard } from '../contract.ts'
import { text } from '../text.ts'
import {
  type Background,
  backgroundCodes,
  backgrounds,
  faultOf,
  mostPages,
  mostWidgets,
  roomFor,
  type WallCode,
  type Widget,
  type WidgetKind,
  wallCodes,
  widgetKindCodes,
  widgetKinds,
} from '../wall.ts'
import { wallFigures } from '../wall-figures.ts'
import type { Wallboard } from '../wall-shapes.ts'
import { LayoutCanvas } from './LayoutCanvas.tsx'
import style from './layout.module.css'
import { placeKey, placeOf, usePlaces } from './wall-places.ts'

type Draft = Pick<Wallboard, 'siteId' | 'teamId' | 'title' | 'logoWords' | 'background' | 'rotateSeconds' | 'pages'>
type Change = (change: Partial<Draft>) => void

const Field = ({ name, children }: { name: string; children: React.ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the field inside is the control.
  <label className={style.field}>
    <span>{name}</span>
    {children}
  </label>
)

const Look = ({ draft, change }: { draft: Draft; change: Change }) => {
  const say = useWords()
  const places = usePlaces()
  return (
    <Sheet>
      <div className={style.fields}>
        <Field name={say(text.title)}>
          <Input maxLength={60} value={draft.title} onChange={({ target }) => change({ title: target.value })} />
        </Field>
        <Field name={say(text.logoWords)}>
          <Input
            maxLength={40}
            value={draft.logoWords}
            onChange={({ target }) => change({ logoWords: target.value })}
          />
        </Field>
        <Field name={say(text.place)}>
          <Select
            value={placeKey(draft)}
            options={places.map(({ value, text: label }) => ({ value, label }))}
            onChange={(key: string) => change(placeOf(key))}
          />
        </Field>
        <Field name={say(text.background)}>
          <Select<Background>
            value={draft.background}
            options={backgroundCodes.map((value) => ({ value, label: say(backgrounds[value]) }))}
            onChange={(background) => change({ background })}
          />
        </Field>
        <Field name={say(text.rotate)}>
          <InputNumber
            controls={false}
            min={15}
            max={30}
            precision={0}
            value={draft.rotateSeconds}
            onChange={(seconds) => change({ rotateSeconds: seconds ?? 20 })}
          />
        </Field>
      </div>
    </Sheet>
  )
}

const Chosen = ({
  widget,
  onChange,
  onDrop,
}: {
  widget: Widget
  onChange: (widget: Widget) => void
  onDrop: () => void
}) => {
  const say = useWords()
  return (
    <div className={style.chosen}>
      <b>{say(widgetKinds[widget.kind])}</b>
      {widget.kind === 'figure' && (
        <Field name={say(text.measure)}>
          <Select<WallCode>
            style={{ minWidth: 170 }}
            value={widget.code ?? 'online_successes'}
            options={wallCodes.map((value) => ({ value, label: say(wallFigures[value].name) }))}
            onChange={(code) => onChange({ ...widget, code })}
          />
        </Field>
      )}
      {widget.kind === 'words' && (
        <Field name={say(text.wordsShown)}>
          <Input
            maxLength={60}
            value={widget.said ?? ''}
            onChange={({ target }) => onChange({ ...widget, said: target.value })}
          />
        </Field>
      )}
      <Button icon={<DeleteOutlined />} onClick={onDrop}>
        {say(text.dropWidget)}
      </Button>
    </div>
  )
}

const fresh = (kind: WidgetKind, box: Pick<Widget, 'x' | 'y' | 'w' | 'h'>): Widget => ({
  kind,
  ...box,
  ...(kind === 'figure' ? { code: 'connect_rate' as const } : {}),
  ...(kind === 'words' ? { said: '' } : {}),
})

const AddWidget = ({ widgets, onAdd }: { widgets: readonly Widget[]; onAdd: (widget: Widget) => void }) => {
  const say = useWords()
  const kinds = widgetKindCodes.map((kind) => ({ kind, box: roomFor(widgets, kind) }))
  const full = widgets.length >= mostWidgets || kinds.every(({ box }) => !box)
  return (
    <Dropdown
      disabled={full}
      trigger={['click']}
      menu={{
        items: kinds.map(({ kind, box }) => ({ key: kind, label: say(widgetKinds[kind]), disabled: !box })),
        onClick: ({ key }) => {
          const kind = key as WidgetKind
          const box = roomFor(widgets, kind)
          if (box) onAdd(fresh(kind, box))
        },
      }}
    >
      <Button icon={<PlusOutlined />} title={full ? say(text.noRoom) : undefined}>
        {say(text.addWidget)}
      </Button>
    </Dropdown>
  )
}

const Pages = ({ draft, change }: { draft: Draft; change: Change }) => {
  const say = useWords()
  const [shown, setShown] = useState(0)
  const [chosen, setChosen] = useState<number>()
  const { pages, background } = draft
  const at = Math.min(shown, pages.length - 1)
  const widgets: readonly Widget[] = pages[at]?.widgets ?? []
  const write = (next: readonly Widget[]) =>
    change({ pages: pages.map((page, place) => (place === at ? { widgets: [...next] } : page)) })
  const drop = (index: number) => {
    setChosen(undefined)
    write(widgets.filter((_, place) => place !== index))
  }
  const open = (place: number) => {
    setShown(place)
    setChosen(undefined)
  }
  const widget = chosen === undefined ? undefined : widgets[chosen]
  const addPage = () => {
    change({ pages: [...pages, { widgets: (pages[at]?.widgets ?? []).map((one) => ({ ...one })) }] })
    open(pages.length)
  }
  const dropPage = () => {
    change({ pages: pages.filter((_, place) => place !== at) })
    open(0)
  }
  return (
    <Sheet title={text.layout} help={text.layoutHelp}>
      <div className={style.bar}>
        <Tabs
          activeKey={String(at)}
          onChange={(key) => open(Number(key))}
          items={pages.map((page, place) => ({
            key: String(place),
            label: `${say(text.pageNumber, { n: place + 1 })}${faultOf(page.widgets) ? ' ⚠' : ''}`,
          }))}
          tabBarStyle={{ marginBottom: 0 }}
        />
        <span className={style.tools}>
          <AddWidget
            widgets={widgets}
            onAdd={(one) => {
              write([...widgets, one])
              setChosen(widgets.length)
            }}
          />
          <Button disabled={pages.length >= mostPages} onClick={addPage}>
            {say(text.addPage)}
          </Button>
          <Button disabled={pages.length < 2} onClick={dropPage}>
            {say(text.dropPage)}
          </Button>
        </span>
      </div>
      <LayoutCanvas
        widgets={widgets}
        background={background}
        chosen={chosen}
        onChoose={setChosen}
        onChange={write}
        onDrop={drop}
      />
      {faultOf(widgets) === 'widgetCount' && <p className={style.fault}>⚠ {say(text.fewWidgets)}</p>}
      {widget && chosen !== undefined && (
        <Chosen
          widget={widget}
          onChange={(next) => write(widgets.map((one, place) => (place === chosen ? next : one)))}
          onDrop={() => drop(chosen)}
        />
      )}
    </Sheet>
  )
}

const Editor = ({ wallboard }: { wallboard: Wallboard }) => {
  const say = useWords()
  const [draft, setDraft] = useState<Draft>(wallboard)
  const [touched, setTouched] = useState(false)
  const save = useDo(changeWallboard, {
    refresh: [getWallboard, listWallboards, showWallboard],
    done: text.saved,
    onDone: () => setTouched(false),
  })
  const change: Change = (some) => {
    setDraft({ ...draft, ...some })
    setTouched(true)
  }
  const faulty = draft.title.trim() === '' || draft.pages.some(({ widgets }) => faultOf(widgets))
  const { siteId, teamId, title, logoWords, background, rotateSeconds, pages } = draft
  const body = { siteId, teamId, title, logoWords, background, rotateSeconds, pages, version: wallboard.version }
  return (
    <PageFrame
      title={wallboard.title}
      crumbs={[{ title: text.walls, to: '/wallboards' }]}
      actions={
        <>
          <Button icon={<DesktopOutlined />} href={`/wallboards/${wallboard.id}/wall`} target="_blank">
            {say(text.show)}
          </Button>
          <Button
            type="primary"
            disabled={!touched || faulty}
            title={touched ? undefined : say(text.unchanged)}
            loading={save.isPending}
            onClick={() => save.mutate({ params: { wallboardId: wallboard.id }, body })}
          >
            {say(text.save)}
          </Button>
        </>
      }
    >
      <UnsavedGuard unsaved={touched} />
      <Look draft={draft} change={change} />
      <Pages draft={draft} change={change} />
    </PageFrame>
  )
}

/** Shapes a wall: its words, its background, its pages, and where each widget stands. */
export const WallEditorPage = () => {
  const { wallboardId } = useParams({ strict: false }) as { wallboardId: string }
  const asked = useAsk(getWallboard, { params: { wallboardId } }, { freshMs: Number.POSITIVE_INFINITY })
  return <Shown asked={asked}>{(wallboard) => <Editor key={wallboard.id} wallboard={wallboard} />}</Shown>
}
