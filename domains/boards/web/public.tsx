import { CampaignBoard as Board } from './CampaignBoard.tsx'

/** One campaign's line against its plan, its batches with intervals, and why customers refuse. */
export const CampaignBoard = Board
