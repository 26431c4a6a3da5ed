import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { listOwnTasks, type OwnTask } from '../contract.ts'
import { text } from '../text.ts'
import { useDictionary } from './use-dictionary.ts'

const verdictsSaid = { better: text.ownBetter, notProven: text.ownNotProven, worse: text.ownWorse } as const

const Task = ({ task }: { task: OwnTask }) => {
  const say = useWords()
  const { nameOf, format } = useDictionary()
  const said = task.verdict
    ? say(verdictsSaid[task.verdict])
    : task.verifyOn
      ? say(text.ownVerify, { day: task.verifyOn })
      : say(text.ownTaken)
  return (
    <Sheet title={nameOf(task.behaviour)} extra={task.campaignName}>
      <p>{said}</p>
      <Grid>
        <Figure name={text.ownFirst} said={format(task.behaviour, task.value)} />
        {task.after !== null && <Figure name={text.ownNow} said={format(task.behaviour, task.after)} />}
        <Figure name={text.ownPeers} said={format(task.behaviour, task.peers)} />
        <Figure name={text.ownLeader} said={task.leaderName || '–'} />
      </Grid>
    </Sheet>
  )
}

/** What an agent practises now, in plain words. */
export const OwnCoachingPage = () => {
  const asked = useAsk(listOwnTasks)
  return (
    <PageFrame title={text.ownCoaching} help={text.ownHelp}>
      <Shown asked={asked}>
        {(tasks) =>
          tasks.length === 0 ? (
            <Sheet>
              <Nothing words={text.ownNone} />
            </Sheet>
          ) : (
            tasks.map((task) => <Task key={task.id} task={task} />)
          )
        }
      </Shown>
    </PageFrame>
  )
}
