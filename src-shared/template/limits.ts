/** Meta's limits for templates, in characters unless it says otherwise. */
export const templateLimits = {
  name: 512,
  header: 60,
  body: 1024,
  /** Of a template with a limited-time offer. */
  offerBody: 600,
  cardBody: 160,
  footer: 60,
  offer: 16,
  buttons: 10,
  cardButtons: 2,
  buttonText: 25,
  url: 2000,
  phone: 20,
  /** One-time and offer codes. */
  code: 15,
  payload: 128,
  minCards: 2,
  maxCards: 10,
  sections: 10,
  products: 30,
  gifBytes: 3.5 * 1024 * 1024,
} as const;
