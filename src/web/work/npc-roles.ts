/** Who works on cases of the contact point: the persons who may be in charge of one. */
export const NPC_ROLES = ['officer', 'supervisor', 'head of NPC'] as const;
