meta-description = Portale ordini di { $seller }: catalogo tecnico, prezzi e disponibilità del proprio conto.
skip-to-content = Vai al contenuto
js-restored = Ripristinato quanto era stato scritto qui.
js-failed = Non è riuscito: ricaricare la pagina e ripetere.
js-offline = Nessuna risposta dal server: controllare la connessione e riprovare.
js-copied = Copiato
yes = sì
no = no
action-close = Chiudi
action-cancel = Annulla
action-yes = Conferma
action-copy = Copia
action-save = Salva
nav-main = Navigazione principale
nav-breadcrumbs = Percorso
nav-home = Home
nav-catalogue = Catalogo
nav-quick-order = Ordine rapido
nav-cart = Carrello
nav-orders = Ordini
nav-approvals = Approvazioni
nav-inbox = Notifiche
nav-account = Azienda
nav-office = Back office
nav-profile = Profilo
nav-developers = API e sviluppatori
nav-logout = Esci
nav-language = Lingua
nav-theme = Tema chiaro o scuro
language-it = Italiano
language-en = English
count-unread = non lette:
count-lines = { $count ->
    [one] { $count } riga
   *[other] { $count } righe
 }
search-placeholder = Codice, nome o caratteristica
search-label = Cerca nel catalogo
search-scan = Leggi codice a barre
suggest-all = Tutti i risultati per «{ $query }»
acting-for-person = Si sta operando per { $person }, { $account }
acting-for-account = Si sta operando per { $account }
acting-for-stop = Termina
pager-label = Pagine
pager-cut = I primi { $most } di { $total }: restringere l’elenco per vedere gli altri.
csv-cut = Qui ci sono solo le prime { $most } righe: restringere l’elenco, o prendere tutto dalle API.
pager-range = { $from }–{ $to } di { $total }
pager-previous = Precedente
pager-first = Dall'inizio
pager-next = Successiva
filter-apply = Applica
filter-clear = Azzera filtri
filter-remove = Togli filtro
filter-search = Filtra
filter-state = Stato
filter-all-states = Tutti gli stati
foot-reference = Riferimento
opens-elsewhere = si apre in un'altra finestra
form-optional = facoltativo
role-requester = Richiedente
role-buyer = Acquisti
role-approver = Approvatore
role-account_admin = Amministratore azienda
role-sales_rep = Agente commerciale
role-clerk = Ufficio ordini
role-pricing_manager = Responsabile prezzi
role-catalog_manager = Responsabile catalogo
role-logistics = Logistica
role-admin = Amministratore
unit-C62 = { $count ->
    [one] pz
   *[other] pz
 }
unit-H87 = { $count ->
    [one] pz
   *[other] pz
 }
unit-EA = { $count ->
    [one] pz
   *[other] pz
 }
unit-PR = { $count ->
    [one] paio
   *[other] paia
 }
unit-DZN = dz
unit-SET = set
unit-CEN = ×100 pz
unit-MIL = ×1000 pz
state-order-placed = Ricevuto
state-order-confirmed = Confermato
state-order-partly_shipped = Spedito in parte
state-order-shipped = Spedito
state-order-delivered = Consegnato
state-order-completed = Concluso
state-order-cancelled = Annullato
state-approval-pending = In approvazione
state-approval-approved = Approvata
state-approval-rejected = Respinta
state-approval-cancelled = Ritirata
state-person-active = Attivo
state-person-invited = Invitato
state-person-disabled = Disattivato
state-active-active = In uso
state-active-inactive = Chiuso
state-client-live = Attivo
state-client-revoked = Revocato
export-csv = Esporta CSV
export-products-name = articoli
