export const complaintTypes = ["refund", "fraud", "shipping", "other"] as const;
export type ComplaintType = (typeof complaintTypes)[number];

export const itemConditions = ["unopened", "opened", "damaged", "unknown"] as const;
export type ItemCondition = (typeof itemConditions)[number];

/** What the shop's database knows of an order; days are negative while the delivery is still to come. */
export type Order = { order_value: number; days_since_delivery: number; tier: "basic" | "silver" | "gold" };

/** `synthetic` says which part of the text was made up, where one was. */
export type Complaint = { id: string; text: string; synthetic?: string };
