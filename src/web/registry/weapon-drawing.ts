import { type ComponentKind, type WeaponType } from '../../domain/messages/vocabulary.js';

export const DRAWINGS = [
  'pistol',
  'revolver',
  'rifle',
  'assault-rifle',
  'shotgun',
  'submachine-gun',
  'machine-gun',
  'other',
] as const;
export type DrawingName = (typeof DRAWINGS)[number];

/** Parts as the drawings know them; each is a path of its own. */
export type DrawnPart = 'frame' | 'receiver' | 'lower' | 'barrel' | 'slide' | 'bolt' | 'cylinder';

/** A point of the drawing (640 by 380) from which a line leads to the label, above or below. */
interface Anchor {
  readonly part: DrawnPart;
  readonly x: number;
  readonly y: number;
  readonly side: 'above' | 'below';
}

/** A general drawing stands for what has none of its own: it shows where a component belongs, not how the weapon looks. */
export const DRAWING_OF = {
  'revolver': 'revolver',
  'self-loading pistol': 'pistol',
  'rifle': 'rifle',
  'carbine': 'rifle',
  'assault rifle': 'assault-rifle',
  'sub-machine gun': 'submachine-gun',
  'light machine gun': 'machine-gun',
  'shotgun': 'shotgun',
  'heavy machine gun': 'machine-gun',
  'under-barrel grenade launcher': 'other',
  'mounted grenade launcher': 'other',
  'portable anti-aircraft gun': 'other',
  'portable anti-tank gun': 'other',
  'recoilless rifle': 'other',
  'portable anti-tank missile launcher': 'other',
  'portable anti-tank rocket launcher': 'other',
  'portable anti-aircraft missile launcher': 'other',
  'mortar under 100 mm': 'other',
  'single-shot': 'rifle',
  'alarm or signal': 'pistol',
  'component only': 'other',
  'other': 'other',
  'unknown': 'other',
} as const satisfies Record<WeaponType, DrawingName>;

const at = (part: DrawnPart, x: number, y: number, side: Anchor['side']): Anchor => ({ part, x, y, side });

/** The first is the part that stands for the weapon: a component that the drawing does not show is told there. */
const ANCHORS = {
  'pistol': [
    at('frame', 186, 256, 'below'),
    at('slide', 430, 138, 'above'),
    at('barrel', 528, 140, 'above'),
    at('bolt', 332, 124, 'above'),
  ],
  'revolver': [at('frame', 186, 262, 'below'), at('cylinder', 258, 150, 'above'), at('barrel', 450, 130, 'above')],
  'rifle': [at('receiver', 200, 174, 'below'), at('bolt', 262, 156, 'above'), at('barrel', 500, 155, 'above')],
  'assault-rifle': [
    at('receiver', 200, 154, 'above'),
    at('lower', 200, 186, 'below'),
    at('bolt', 292, 149, 'above'),
    at('barrel', 530, 164, 'below'),
  ],
  'shotgun': [at('receiver', 196, 180, 'below'), at('bolt', 258, 158, 'above'), at('barrel', 520, 151, 'above')],
  'submachine-gun': [
    at('receiver', 230, 152, 'above'),
    at('frame', 196, 226, 'below'),
    at('bolt', 320, 146, 'above'),
    at('barrel', 500, 152, 'above'),
  ],
  'machine-gun': [
    at('receiver', 190, 160, 'above'),
    at('frame', 196, 230, 'below'),
    at('bolt', 274, 148, 'above'),
    at('barrel', 470, 156, 'above'),
  ],
  'other': [
    at('receiver', 190, 170, 'below'),
    at('frame', 184, 240, 'below'),
    at('bolt', 190, 140, 'above'),
    at('barrel', 430, 150, 'above'),
  ],
} as const satisfies Record<DrawingName, readonly [Anchor, ...Anchor[]]>;

/** The drawn parts that a component may be, the likeliest first. */
const PARTS_OF = {
  'frame': ['frame', 'receiver'],
  'receiver': ['receiver', 'frame'],
  'upper receiver': ['receiver', 'slide', 'frame'],
  'lower receiver': ['lower', 'frame', 'receiver'],
  'barrel': ['barrel'],
  'slide': ['slide', 'bolt'],
  'bolt': ['bolt', 'slide'],
  'breech block': ['bolt', 'slide'],
  'cylinder': ['cylinder'],
  'control component': ['lower', 'frame', 'receiver'],
} as const satisfies Record<ComponentKind, readonly DrawnPart[]>;

/** Where the label of a component leads to. */
export function anchorOf(drawing: DrawingName, kind: ComponentKind): Anchor {
  const anchors: readonly [Anchor, ...Anchor[]] = ANCHORS[drawing];
  const parts: readonly DrawnPart[] = PARTS_OF[kind];
  return parts.map((part) => anchors.find((anchor) => anchor.part === part)).find(Boolean) ?? anchors[0];
}
