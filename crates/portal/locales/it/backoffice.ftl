office-plain = { $text }
office-nav = Area di lavoro
office-nav-short = Area di lavoro, in breve
office-nav-home = Oggi
office-nav-sales = Vendite
office-nav-orders = Ordini
office-nav-approvals = Approvazioni
office-nav-accounts = Clienti
office-nav-catalog = Catalogo
office-nav-products = Prodotti
office-nav-categories = Categorie
office-nav-attributes = Attributi
office-nav-families = Famiglie
office-nav-prices = Prezzi
office-nav-price-lists = Listini
office-nav-simulator = Simulatore
office-nav-stock-head = Magazzino
office-nav-stock = Giacenze
office-nav-warehouses = Magazzini
office-nav-system = Sistema
office-nav-mail = Posta
office-nav-jobs = Lavori
office-nav-events = Eventi
office-nav-audit = Registro
office-nav-clients = Client API
office-nav-team = Persone
office-nav-settings = Impostazioni
office-nav-portal = Vai al portale
office-nav-more = Altro
office-find = Cerca ordini, clienti, prodotti
office-filters = Filtri
office-filter-all = Mostra tutto
office-filtered-empty-title = Nessun risultato
office-filtered-empty-text = Niente corrisponde ai filtri scelti.
office-period = Periodo
office-period-any = Sempre
office-period-today = Oggi
office-period-week = Ultimi 7 giorni
office-period-month = Ultimi 30 giorni
office-export = Esporta CSV
office-see-all = { $count ->
    [one] Vedi { $count }
   *[other] Vedi tutti ({ $count })
 }
office-version = Versione
office-id = Id
office-identity = Identità
office-related = Collegati
office-history = Storia
office-history-note = Chi ha fatto cosa, con il prima e il dopo.
office-history-none = Ancora nessuna modifica.
office-events = Eventi
office-events-note = I fatti annunciati agli altri sistemi, come sono partiti.
office-events-none = Nessun evento.
office-event-subject = Soggetto
office-event-sequence = Sequenza
office-event-data = Dati dell'evento
office-correlation = Correlazione
office-becomes = diventa
office-external-id = Id esterno
office-conflict-text = Le modifiche sono state confrontate con quelle fatte nel frattempo. Il modulo contiene già il risultato proposto.
office-conflict-was = Visto all'apertura
office-conflict-kept = Resta
office-conflict-yours = il tuo valore
office-conflict-theirs = il valore attuale
office-conflict-apart = Le modifiche non toccano gli stessi campi: basta salvare di nuovo.
office-conflict-choice = Salvando di nuovo vale ciò che mostra il modulo.
office-conflict-reload = Scarta le tue modifiche e riparti dai valori attuali
office-home-nothing-to-confirm = Nessun ordine da confermare.
office-home-nothing-to-ship = Nessun ordine da spedire.
office-tile-to_confirm = { $count ->
    [one] ordine da confermare
   *[other] ordini da confermare
 }
office-tile-to_ship = { $count ->
    [one] ordine da spedire
   *[other] ordini da spedire
 }
office-tile-approvals = { $count ->
    [one] in approvazione dal cliente
   *[other] in approvazione dai clienti
 }
office-tile-low = { $count ->
    [one] prodotto in esaurimento
   *[other] prodotti in esaurimento
 }
office-tile-mail = { $count ->
    [one] messaggio da inviare
   *[other] messaggi da inviare
 }
office-tile-jobs = { $count ->
    [one] lavoro fallito
   *[other] lavori falliti
 }
office-tile-oldest = il più vecchio di { $day }
office-tile-late = { $count ->
    [one] { $count } in ritardo
   *[other] { $count } in ritardo
 }
office-chart-orders = Ordini al giorno
office-chart-orders-summary = { $count } in 14 giorni, { $today } oggi
office-chart-net = Valore netto degli ordini
office-chart-net-summary = { $total } in 14 giorni, { $today } oggi
office-open-orders = Ordini in corso
office-activity = Attività recente
office-low = In esaurimento
office-low-note = Prodotti su cui pesano ordini aperti e che stanno finendo.
office-low-none = Nessun prodotto ordinato sta finendo.
office-available = Disponibili
office-reserved = impegnati
office-expected = in arrivo
office-wanted = richiesto per
office-tile-waiting = { $count ->
    [one] lavoro in attesa
   *[other] lavori in attesa
 }
audited-accent = Colore
audited-accounts = Clienti
audited-active = Attivo
audited-approval = Approvazione
audited-brand = Marca
audited-carrier = Corriere
audited-category = Categoria
audited-city = Città
audited-client-id = Id client
audited-code = Codice
audited-comment = Commento
audited-count = Numero
audited-country = Paese
audited-currency = Valuta
audited-cut-off-minute = Ora limite
audited-date = Data
audited-days = Giorni
audited-email = Email
audited-emails = Email
audited-family = Famiglia
audited-for = Per
audited-foreign-key = Chiave esterna
audited-group = Gruppo
audited-is-default = Predefinita
audited-kind = Tipo
audited-levels = Giacenze
audited-lines = Righe
audited-locale = Lingua
audited-market = Mercato
audited-minimum = Minimo
audited-name = Nome
audited-names = Nomi
audited-net = Imponibile
audited-number = Numero
audited-numbers = Numeri
audited-order = Ordine
audited-order-limit = Limite per ordine
audited-orders = Ordini
audited-parent = Capogruppo
audited-payment-terms-days = Termini di pagamento (giorni)
audited-position = Posizione
audited-postal-code = CAP
audited-price = Prezzo
audited-priority = Priorità
audited-product = Articolo
audited-products = Articoli
audited-quantity = Quantità
audited-rate = Aliquota
audited-reason = Motivo
audited-references = Riferimenti
audited-role = Ruolo
audited-scopes = Permessi
audited-shipment = Spedizione
audited-sku = Codice
audited-state = Stato
audited-step = Multiplo
audited-street = Via
audited-time-zone = Fuso orario
audited-title = Titolo
audited-unit = Unità
audited-unit-price-decimals = Decimali dei prezzi
audited-user = Persona
audited-valid-from = Valido da
audited-valid-to = Valido fino a
audited-vat-id = Partita IVA
audited-warehouse = Magazzino
