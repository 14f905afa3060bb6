/** What Slack takes; measured in UTF-16 units, of which a character has at least one. */

/** Of one text, or one rich-text block. */
export const MAX_TEXT = 3_000;
/** Of a button's label. */
export const MAX_LABEL = 75;
/** Of a header, which is one line. */
export const MAX_HEADER = 150;
export const MAX_BLOCKS = 50;
/** Of the home tab. */
export const MAX_HOME_BLOCKS = 100;
/** Of a message's blocks as JSON: Slack refuses at about 13,000 (bolt-js#2509). */
export const MAX_MESSAGE = 12_000;
export const MAX_BUTTONS = 25;
