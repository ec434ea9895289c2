line-quantity = Quantity
line-unit-price = Unit price
line-net = Amount
line-shipped = Shipped
line-open = { $quantity } to follow
line-cancelled = { $quantity } cancelled: will not be sent
line-backordered = { $quantity } waiting for stock
total-net = Net total
total-vat = VAT { $rate }
total-vat-on = on { $base }
total-gross = Total incl. VAT
vat-category-S = standard rate
vat-category-K = intra-Community supply, reverse charge
vat-category-G = export, exempt
vat-category-E = exempt
vat-category-Z = zero rate
vat-category-AE = reverse charge
quick-intro = Paste lines from a spreadsheet or an e-mail: code and quantity.
quick-label = Codes and quantities
quick-hint = One line per item: code;quantity. A tab, comma or space will do too. Up to 2,000 lines.
quick-check = Check
quick-verdicts = Outcome of the check
quick-good = { $count ->
    [one] { $count } line ready
   *[other] { $count } lines ready
 }
quick-bad = { $count ->
    [one] { $count } line to correct
   *[other] { $count } lines to correct
 }
quick-bad-stay = Lines to correct stay in the text.
quick-line = Line
quick-code = Code
quick-perhaps = Perhaps:
quick-add = { $count ->
    [one] Add { $count } line to the cart
   *[other] Add { $count } lines to the cart
 }
quick-nothing-pasted = Paste at least one line with a code and a quantity.
quick-help-title = How it works
quick-help-1 = Use our codes, manufacturers' codes, GTINs or your company's own codes.
quick-help-2 = Case, spaces and hyphens do not matter.
quick-help-3 = Every line gets a verdict before it goes into the cart; quantities are raised to the selling multiple.
quick-help-4 = The pasted text is kept on this device until it is used.
verdict-rounded_up = Quantity raised to { $given }: sold in multiples.
verdict-unknown_code = Code not found.
verdict-ambiguous = The code matches several items: choose the right one.
verdict-not_sold = No longer sold.
verdict-no_price = No agreed price: ask for a quote.
verdict-bad_quantity = Invalid quantity.
cart-title = Cart
cart-sub = { $count ->
    [one] { $count } line
   *[other] { $count } lines
 }
cart-lines = Cart lines
cart-summary = Summary
cart-empty-title = The cart is empty
cart-empty-text = The cart gathers what the whole team needs. Search for an item or paste a list of codes.
cart-empty-action = Search the catalogue
cart-clear = Empty
cart-clear-confirm = Remove all lines from the cart?
cart-update = Update
cart-update-sku = Update { $sku }
cart-remove = Remove
cart-remove-sku = Remove { $sku } from the cart
cart-cost-centre-of-order = As for the order
cart-next-break = From { $quantity } the price drops to { $price }
cart-limit = Personal limit
cart-checkout = Go to checkout
cart-prices-note = Prices and stock are those of this moment and are checked again on submission.
cart-others = The team's other carts
cart-open = Open
approval-needed = An approval will be needed
approval-not-needed = No approval is needed
approval-by = Approved by: { $approvers }.
approval-reason-over_person_limit = The total is { $over } above the personal limit of { $limit } per order.
warning-backorder = { $quantity } not in stock: they ship as soon as they arrive.
warning-prices_changed = Some prices have changed since the cart was filled.
checkout-title = Checkout
checkout-site = Delivery site
checkout-cost-centre = Cost centre
checkout-purchase-order = PO number
checkout-purchase-order-hint = Shown on confirmation, delivery note and invoice.
checkout-project = Project
checkout-requested-date = Requested delivery date
checkout-requested-date-hint = Empty: as soon as possible.
checkout-notes = Delivery notes
checkout-addresses = Site addresses
checkout-terms = { $days ->
    [one] Payment { $days } day from invoice
   *[other] Payment { $days } days from invoice
 }
checkout-submit-order = Place the order
checkout-submit-approval = Submit for approval
checkout-after = The order is registered at once and the goods reserved.
checkout-after-approval = The order is placed once approved; prices and stock are checked again at that moment.
line-problem-not_sold = No longer sold: remove it to go on.
line-problem-no_price = No agreed price: remove it or ask for a quote.
line-problem-not_a_step = The quantity is not a selling multiple.
line-problem-too_much = Quantity too large.
warning-reference_gone = The site or cost centre chosen before is gone: choose others.
warning-date_passed = The requested delivery date has passed.
approval-reason-person_limit = The total is above the personal limit per order.
approval-reason-account_limit = The total is above the company's limit per order.
checkout-no-cost-centre = None
cart-unnamed = Cart
flash-added-sku = { $sku }: { $quantity } added to the cart.
flash-added-rounded = { $sku }: quantity raised to { $quantity }, sold in multiples.
flash-added-some = { $lines ->
    [one] 1 line added; those to correct stayed here.
   *[other] { $lines } lines added; those to correct stayed here.
 }
flash-line-removed = Line removed from the cart.
flash-cart-empty = The cart is empty.
